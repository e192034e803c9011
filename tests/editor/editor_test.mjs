// SPDX-License-Identifier: Apache-2.0
//
// Drives yaml-language-server as an editor does: opens a rulebook, asks for completion in a
// criterion, and looks where a wrong key is reported.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const folder = resolve(process.argv[2]);
const server = spawn(
  process.execPath,
  [join(folder, "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"],
  { stdio: ["pipe", "pipe", "inherit"] },
);

const settings = {
  yaml: {
    schemas: { [pathToFileURL(join(folder, "schema.json")).href]: "*.yaml" },
    schemaStore: { enable: false },
    validate: true,
    completion: true,
    hover: true,
  },
};

const waiting = new Map(); // id of a request, or name of a notification -> who waits for it
let lastId = 0;

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function request(method, params) {
  const id = ++lastId;
  send({ id, method, params });
  return new Promise((done) => waiting.set(id, done));
}

function receive(message) {
  if (message.method === "workspace/configuration") {
    const result = message.params.items.map((item) => settings[item.section] ?? null);
    send({ id: message.id, result });
  } else if (message.method !== undefined && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.method === "textDocument/publishDiagnostics") {
    waiting.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.id !== undefined) {
    assert.equal(message.error, undefined);
    waiting.get(message.id)(message.result);
  }
}

let input = Buffer.alloc(0);
server.stdout.on("data", (bytes) => {
  input = Buffer.concat([input, bytes]);
  for (;;) {
    const head = input.indexOf("\r\n\r\n");
    const length = head < 0 ? null : /Content-Length: (\d+)/.exec(input.subarray(0, head));
    if (length === null || input.length < head + 4 + Number(length[1])) {
      return;
    }
    const end = head + 4 + Number(length[1]);
    const message = JSON.parse(input.subarray(head + 4, end));
    input = input.subarray(end);
    receive(message);
  }
});

// Opens a text and waits for what the server finds in it.
function open(name, text) {
  const uri = pathToFileURL(join(folder, name)).href;
  const found = new Promise((done) => waiting.set(uri, done));
  send({
    method: "textDocument/didOpen",
    params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
  });
  return found.then((diagnostics) => ({ uri, diagnostics }));
}

const good = `parindex: 1
id: demo
indicators:
  plan: {type: bool}
criteria:
- id: A
  max: 1
  yes_no: plan
`;

setTimeout(() => {
  console.error("the server does not answer");
  process.exit(1);
}, 60_000).unref();

await request("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  capabilities: { workspace: { configuration: true }, textDocument: {} },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });

const fine = await open("good.yaml", good);
assert.deepEqual(fine.diagnostics, []);

// A wrong key is reported where it stands.
const wrong = await open("wrong.yaml", good.replace("  max: 1\n", "  max: 1\n  titel: x\n"));
assert.deepEqual(
  wrong.diagnostics.map((fault) => [fault.range.start.line, fault.range.start.character]),
  [[7, 2]],
  JSON.stringify(wrong.diagnostics),
);
assert.match(wrong.diagnostics[0].message, /titel/);

// Completion behind the first letter of a key of a criterion offers the kinds of rules, with their help.
const begun = await open("begun.yaml", good.replace("  yes_no: plan\n", "  y\n"));
const offered = await request("textDocument/completion", {
  textDocument: { uri: begun.uri },
  position: { line: 7, character: 3 },
});
const items = new Map(offered.items.map((item) => [item.label, item]));
for (const kind of ["yes_no", "bands", "proportional", "lateness", "cases", "survey", "given"]) {
  assert.ok(items.has(kind), `no ${kind} among ${[...items.keys()]}`);
}
assert.match(JSON.stringify(items.get("bands").documentation), /interval/);
assert.ok(items.has("not_applicable"));

// Hovering over a key shows what it means.
const shown = await request("textDocument/hover", {
  textDocument: { uri: fine.uri },
  position: { line: 7, character: 4 },
});
assert.match(JSON.stringify(shown), /maximum where a condition holds/);

console.log(`editor: ${items.size} keys offered in a criterion`);
server.kill();
process.exit(0);
