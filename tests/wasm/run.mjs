// SPDX-License-Identifier: Apache-2.0
//
// node run.mjs PROGRAM.wasm runs the program and exits with its status.
import {readFile} from 'node:fs/promises';
import {WASI} from 'node:wasi';

const wasi = new WASI({version: 'preview1', returnOnExit: true});
const {instance} = await WebAssembly.instantiate(
    await readFile(process.argv[2]), {wasi_snapshot_preview1: wasi.wasiImport});
process.exit(wasi.start(instance));
