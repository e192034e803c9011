// SPDX-License-Identifier: Apache-2.0
//
// The rules between the folders of src/ and include/, checked on the text of the sources.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// The text with comments and the insides of literals blanked out; lines stay where they are.
std::string code_only(std::string_view text);

// Every breach below `root` of tests/arch/layers.txt (given as `layers`), of the words each layer
// must not use, and of the size limit, as "file:line: what is wrong". A root without sources is a
// breach too.
std::vector<std::string> find_breaches(const std::filesystem::path& root,
                                       const std::filesystem::path& layers);
