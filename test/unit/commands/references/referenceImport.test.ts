import assert from "node:assert/strict";
import { importFor } from "../../../../src/commands/references/referenceImport";

function withImport(languageId: string, text: string): string {
  const needed = importFor(languageId, text);
  return needed ? text.slice(0, needed.at) + needed.text + text.slice(needed.at) : text;
}

describe("importFor", () => {
  const cases: readonly [name: string, languageId: string, before: string, after: string][] = [
    ["before the first import", "python", "# x\nimport sys\nG = 1\n", "# x\nimport os\nimport sys\nG = 1\n"],
    ["nothing where it is there", "python", "import sys, os\nG = 1\n", "import sys, os\nG = 1\n"],
    ["also where only os.path is there", "python", "import os.path as p\n", "import os\nimport os.path as p\n"],
    ["behind a docstring, a shebang and the __future__", "python", '#!/usr/bin/env python3\n"""Doc.\nimport os\n"""\nfrom __future__ import annotations\nG = 1\n'.replace("import os\n", ""), '#!/usr/bin/env python3\n"""Doc.\n"""\nfrom __future__ import annotations\nimport os\n\nG = 1\n'],
    ["at the top of a bare script", "python", "G = 1\n", "import os\n\nG = 1\n"],
    ["with the file's line ends", "python", "import sys\r\nG = 1\r\n", "import os\r\nimport sys\r\nG = 1\r\n"],
    ["into Go's group", "go", 'package main\n\nimport (\n\t"fmt"\n)\n', 'package main\n\nimport (\n\t"os"\n\t"fmt"\n)\n'],
    ["before Go's single import", "go", 'package main\n\nimport "fmt"\n', 'package main\n\nimport "os"\nimport "fmt"\n'],
    ["behind Go's package", "go", "// Doc\npackage main\n\nvar g = 1\n", '// Doc\npackage main\n\nimport "os"\n\nvar g = 1\n'],
    ["nothing where Go has it", "go", 'package main\n\nimport (\n\t"os"\n)\n', 'package main\n\nimport (\n\t"os"\n)\n'],
    ["before C's first header", "c", "/* x */\n#include <stdio.h>\n", "/* x */\n#include <stdlib.h>\n#include <stdio.h>\n"],
    ["nothing where C++ has it", "cpp", "#include <cstdlib>\n", "#include <cstdlib>\n"],
    ["before Swift's imports", "swift", "import UIKit\n", "import Foundation\nimport UIKit\n"],
    ["behind Dart's library", "dart", "library app;\nvar g = 1;\n", "library app;\nimport 'dart:io';\n\nvar g = 1;\n"],
    ["nowhere in a language that needs none", "typescript", "const g = 1;\n", "const g = 1;\n"],
    ["nowhere for a name of JavaScript's own", "constructor", "g\n", "g\n"],
  ];
  for (const [name, languageId, before, after] of cases) {
    it(`in ${languageId}: ${name}`, () => {
      assert.equal(withImport(languageId, before), after);
    });
  }
});
