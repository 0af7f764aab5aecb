/** What a file must name before a reference in it works. */
interface Import {
  /** The name is there already. */
  readonly has: RegExp;
  /** Where the names stand: a new one goes before the first of them. */
  readonly first: RegExp;
  /** What may stand before all names, where there are none. */
  readonly head: RegExp;
  readonly line: string;
}

const include = (header: string, has: RegExp): Import => ({
  has,
  first: /^[ \t]*#[ \t]*include\b/m,
  head: /^(?:\s*(?:\/\/.*|\/\*[^]*?\*\/))*\s*/,
  line: `#include <${header}>`,
});

const imports: Readonly<Record<string, Import>> = {
  python: {
    has: /^[ \t]*import[ \t]+(?:[^#\n]*,[ \t]*)?os[ \t]*(?:[,;#\r\n]|$)/m,
    first: /^(?:import[ \t]|from[ \t]+(?!__future__\b))/m,
    // A docstring stays the first statement, and nothing but it may stand before the __future__.
    head: /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n|(?:[rRuU]?"""[^]*?"""|[rRuU]?'''[^]*?'''|[rRuU]?"[^"\n]*"|[rRuU]?'[^'\n]*')[ \t]*\r?\n|from[ \t]+__future__.*\r?\n)*/,
    line: "import os",
  },
  go: {
    has: /^[ \t]*(?:import[ \t]+)?(?:os[ \t]+)?"os"/m,
    first: /^import[ \t]/m,
    head: /^[^]*?^package[ \t]+\w+.*\r?\n/m,
    line: 'import "os"',
  },
  c: include("stdlib.h", /#[ \t]*include[ \t]*[<"]stdlib\.h/),
  cpp: include("cstdlib", /#[ \t]*include[ \t]*[<"](?:cstdlib|stdlib\.h)/),
  swift: {
    has: /^[ \t]*import[ \t]+Foundation\b/m,
    first: /^import[ \t]/m,
    head: /^(?:[ \t]*\/\/.*\r?\n)*/,
    line: "import Foundation",
  },
  dart: {
    has: /^[ \t]*import[ \t]+["']dart:io["']/m,
    first: /^(?:import|export|part)[ \t]/m,
    head: /^(?:[ \t]*\/\/.*\r?\n|library\b.*\r?\n|[ \t]*\r?\n)*/,
    line: "import 'dart:io';",
  },
};

/**
 * The line that a file needs before it can read its environment, and the offset where it goes; undefined where the language needs none, the
 * file has it, or nothing in it looks as such files do.
 */
export function importFor(languageId: string, text: string): { readonly at: number; readonly text: string } | undefined {
  const needed = Object.hasOwn(imports, languageId) ? imports[languageId] : undefined;
  if (!needed || needed.has.test(text)) return undefined;
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? "\n";
  const group = languageId === "go" ? /^import[ \t]*\(/m.exec(text) : null;
  if (group) return { at: group.index + group[0].length, text: `${lineEnd}\t"os"` };
  const first = needed.first.exec(text);
  if (first) return { at: first.index, text: needed.line + lineEnd };
  const head = needed.head.exec(text);
  if (!head) return undefined;
  const isGo = languageId === "go";
  return { at: head[0].length, text: (isGo ? lineEnd : "") + needed.line + lineEnd + (isGo ? "" : lineEnd) };
}
