import type { Quote, Syntax } from "./stringLiteral";

/** A string around a credential, in pieces: its quotes, and what stands before and after the credential. */
export interface Pieces {
  readonly open: string;
  readonly before: string;
  readonly after: string;
  readonly close: string;
}

export interface ReferenceQuote extends Quote {
  /** What stands for a string of which the credential is a part; undefined where there is nothing sound. */
  readonly part?: (pieces: Pieces, variable: string) => string | undefined;
  /** What stands for a string that is the credential, where that is not the plain reading. */
  readonly whole?: (variable: string, open: string) => string | undefined;
}

/** What stands around a string: before it on its line, up to 200 characters after it, and all before it. */
export interface Around {
  readonly line: string;
  readonly rest: string;
  readonly above: string;
}

/** A language whose strings are known. */
export interface Language {
  readonly syntax: Syntax<ReferenceQuote>;
  /** The expression that reads a variable; `open` is what opened the string that stood there. */
  readonly read: (variable: string, open: string) => string;
  /** A credential may stand without quotes, as a word. */
  readonly bare?: (variable: string) => string;
  /** Two strings side by side are one. */
  readonly joinsNeighbours?: true;
  /** What stands before a string, on its line, that must be a constant: nothing can be read there. */
  readonly constant?: RegExp;
  /** What is written, as it must be between these neighbours; undefined where it can't be. */
  readonly fit?: (written: string, around: Around) => string | undefined;
  /** A declaration of a constant that becomes one of a variable, and how. */
  readonly loosens?: readonly [declaration: RegExp, replacement: string];
}

type Part = NonNullable<ReferenceQuote["part"]>;

const within =
  (write: (variable: string) => string): Part =>
  ({ open, before, after, close }, variable) =>
    open + before + write(variable) + after + close;

/** Closes the string, joins what is read, and opens it again. */
const joined =
  (operator: string, read: (variable: string) => string): Part =>
  ({ open, before, after, close }, variable) => {
    const pieces = [before && open + before + close, read(variable), after && open + after + close];
    return `(${pieces.filter((piece) => piece !== "").join(` ${operator} `)})`;
  };

/** Closes the string and opens it again: in a shell what touches is one word. */
const abutting: Part = ({ open, before, after, close }, variable) =>
  (before && open + before + close) + `"$${variable}"` + (after && open + after + close);

const none = (): undefined => undefined;
const cComments = { comment: "//", block: ["/\\*", "\\*/"] } as const;
/** A single character in quotes, so that `'"'` begins no string. */
const character = "'(?:\\\\[^\\n]{1,10}|[^\\\\'\\n])'";

const readNode = (variable: string): string => `process.env.${variable}`;

/**
 * A plain string as a template: joining with + would bind weaker than what may follow. A digit after a backslash is no
 * escape there.
 */
const asTemplate: Part = ({ before, after }, variable) =>
  /`|\$\{|\\\d/.test(before + after) || before.endsWith("$")
    ? undefined
    : `\`${before}\${${readNode(variable)}}${after}\``;

/** Whether a string is the value of a JSX attribute, or a name in an object. */
const isAttribute = (line: string): boolean =>
  /[\w-]=$/.test(line) && !/(?:\b(?:const|let|var)\s+|\.)[\w$]+(?:\s*:[^=]*)?=$/.test(line);
const isKey = ({ line, rest }: Around): boolean => /^\s*:/.test(rest) && /(?:^|[{,])\s*$/.test(line);

/**
 * In TypeScript `process.env.X` may be undefined, and is left so: `!` is what many linters refuse, and `?? ""` would
 * start the program with an empty grant. Where the type matters the compiler asks the person, who knows what a missing
 * variable means.
 */
const javascript: Language = {
  syntax: {
    ...cComments,
    quotes: [
      { open: "[\"']", escape: "\\", part: asTemplate },
      {
        open: "`",
        escape: "\\",
        lines: true,
        hole: ["${", "}"],
        part: within((variable) => `\${${readNode(variable)}}`),
      },
    ],
    // A regular expression stands where a value may.
    skip: [
      String.raw`(?:[=(,:[!&|?;]|\breturn)[ \t]{0,9}/(?![/*])`,
      String.raw`(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\\n[]){1,500}/`,
    ].join(""),
  },
  read: readNode,
  constant: /\b(?:import|from|type\s+\w+\s*=)\s*$/,
  fit: (written, around) => (isKey(around) ? undefined : written),
};
const jsx: Language = {
  ...javascript,
  fit: (written, around) => {
    if (isKey(around)) return undefined;
    return isAttribute(around.line) ? `{${written}}` : written;
  },
};

/** The quote of the string that stood there: inside of an f-string the other one may be taken. */
const readPython = (variable: string, open: string): string => {
  const quote = open.endsWith("'") ? "'" : '"';
  return `os.environ[${quote}${variable}${quote}]`;
};

/** The same string as an f-string: joining with + would bind weaker than the % or method that may follow. */
const asFString: Part = ({ open, before, after, close }, variable) => {
  const prefix = /^[A-Za-z]*/.exec(open)?.[0] ?? "";
  if (/b/i.test(prefix)) return undefined;
  const isFormatted = /[ft]/i.test(prefix);
  if (!isFormatted && (before + after).includes('\\N{')) return undefined;
  const [front, back] = isFormatted ? [before, after] : [before, after].map((text) => text.replace(/[{}]/g, "$&$&"));
  const inner = readPython(variable, open.includes('"') ? "'" : '"');
  const opened = isFormatted ? open : `${prefix.replace(/u/i, "")}f${open.slice(prefix.length)}`;
  return `${opened}${front ?? ""}{${inner}}${back ?? ""}${close}`;
};

const pythonBytes = (variable: string, open: string): string =>
  readPython(variable, open) + (/^[A-Za-z]*b/i.test(open) ? ".encode()" : "");
const pythonQuote = { escape: "\\", part: asFString, whole: pythonBytes } as const;
const formatted = "(?:(?<!\\w)(?:[rR]?[fFtT]|[fFtT][rR]))";
const plain = "(?:(?<!\\w)(?:[rR]?[bB]|[bB][rR]|[rRuU]))?";
const python: Language = {
  syntax: {
    comment: "#",
    quotes: [
      { ...pythonQuote, open: `${formatted}(?:"""|''')`, lines: true, hole: ["{", "}"] },
      { ...pythonQuote, open: `${formatted}["']`, hole: ["{", "}"] },
      { ...pythonQuote, open: `${plain}(?:"""|''')`, lines: true },
      { ...pythonQuote, open: `${plain}["']` },
    ],
  },
  read: readPython,
  joinsNeighbours: true,
};

/** Whether a line is one of `const ( … )`. */
const isInConstants = (line: string, above: string): boolean => {
  const block = above.lastIndexOf("const (");
  return block >= 0 && /^\s*\w+(?:\s+\w+)?\s*=\s*$/.test(line) && !/^\)/m.test(above.slice(block));
};

const readGo = (variable: string): string => `os.Getenv("${variable}")`;
const go: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      { open: '"', escape: "\\", part: joined("+", readGo) },
      { open: "`", lines: true, part: joined("+", readGo) },
    ],
  },
  read: readGo,
  constant: /\bconst\b/,
  fit: (written, { line, above }) => (isInConstants(line, above) ? undefined : written),
  loosens: [/^([ \t]*)const(\s+\w+(?:\s+string)?\s*=\s*)$/, "$1var$2"],
};

const rust: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      {
        open: '\\b[bc]?r#{0,9}"',
        close: (open) => `"${open.replace(/[^#]/g, "")}`,
        lines: true,
        whole: (variable, open) => (/^[bc]/.test(open) ? undefined : rust.read(variable, open)),
      },
      { open: '\\b[bc]"', escape: "\\", lines: true, whole: none },
      { open: '"', escape: "\\", lines: true },
    ],
  },
  read: (variable) => `std::env::var("${variable}").unwrap()`,
  // A String borrowed is what takes the place of a &str; a method borrows by itself.
  fit: (written, { rest }) => (/^\s*\./.test(rest) ? written : `&${written}`),
  // The first argument of println! and its like must be a literal.
  constant: /\b(?:const|static)\b|!\s*[([{]\s*$|#!?\[[^\]]*$/,
};

const readJava = (variable: string): string => `System.getenv("${variable}")`;
/** Arguments of an annotation must be constants. */
const annotated = /@\w+(?:\.\w+)*\s*\([^()]*$|\bcase\s*$/;
const java: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      { open: '"""', escape: "\\", lines: true },
      { open: '"', escape: "\\", part: joined("+", readJava) },
    ],
  },
  read: readJava,
  constant: annotated,
};

const kotlin: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      { open: '"""', lines: true, hole: ["${", "}"], part: within((variable) => `\${${readJava(variable)}}`) },
      { open: '"', escape: "\\", hole: ["${", "}"], part: within((variable) => `\${${readJava(variable)}}`) },
    ],
  },
  read: readJava,
  constant: new RegExp(`${annotated.source}|\\bconst\\b`),
  loosens: [/^(.*)\bconst\s+(val\s+\w+(?:\s*:\s*String)?\s*=\s*)$/, "$1$2"],
};

const readScala = (variable: string): string => `sys.env("${variable}")`;
const scalaHole = { hole: ["${", "}"], part: within((variable) => `\${${readScala(variable)}}`) } as const;
const scala: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      { ...scalaHole, open: '\\b[a-z]+"""', lines: true },
      { ...scalaHole, open: '\\b[a-z]+"', escape: "\\" },
      { open: '"""', lines: true, part: joined("+", readScala) },
      { open: '"', escape: "\\", part: joined("+", readScala) },
    ],
  },
  read: readScala,
  constant: annotated,
};

const groovyHole = { hole: ["${", "}"], part: within((variable) => `\${System.getenv('${variable}')}`) } as const;
const groovy: Language = {
  syntax: {
    ...cComments,
    quotes: [
      { ...groovyHole, open: '"""', escape: "\\", lines: true },
      { open: "'''", escape: "\\", lines: true, part: joined("+", readJava) },
      { ...groovyHole, open: '"', escape: "\\" },
      { open: "'", escape: "\\", part: joined("+", readJava) },
    ],
  },
  read: readJava,
  constant: annotated,
};

const readDotnet = (variable: string): string => `System.Environment.GetEnvironmentVariable("${variable}")`;
const csharp: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      { open: '\\$*"{3,9}', lines: true },
      {
        open: '\\$@"|@\\$"',
        close: () => '"',
        doubles: true,
        lines: true,
        hole: ["{", "}"],
        part: joined("+", readDotnet),
      },
      { open: '\\$"', escape: "\\", hole: ["{", "}"], part: joined("+", readDotnet) },
      { open: '@"', doubles: true, lines: true, part: joined("+", readDotnet) },
      { open: '"', escape: "\\", part: joined("+", readDotnet) },
    ],
  },
  read: readDotnet,
  constant: /\bconst\b|^\s*\[[^\]]*$|\bcase\s*$/,
};

const fsharp: Language = {
  syntax: {
    comment: "//",
    block: ["\\(\\*(?!\\))", "\\*\\)"],
    skip: character,
    quotes: [
      { open: '\\$*"""', lines: true },
      { open: '@"', doubles: true, lines: true },
      { open: '\\$"', escape: "\\", lines: true, hole: ["{", "}"] },
      { open: '"', escape: "\\", lines: true, part: joined("+", readDotnet) },
    ],
  },
  // An argument after a blank must be in parentheses.
  read: (variable) => `(${readDotnet(variable)})`,
  constant: /\[<[^>]*$|\[<Literal>\]/,
};

const vb: Language = {
  syntax: {
    comment: "'|\\b[Rr][Ee][Mm]\\b",
    quotes: [{ open: '\\$?"', doubles: true, part: joined("&", readDotnet) }],
  },
  read: readDotnet,
  constant: /\bconst\b|<\w+\([^)]*$/i,
};

const readRuby = (variable: string): string => `ENV["${variable}"]`;
const ruby: Language = {
  syntax: {
    comment: "#(?!\\{)",
    quotes: [
      { open: '"', escape: "\\", lines: true, hole: ["#{", "}"], part: within((name) => `#{${readRuby(name)}}`) },
      { open: "'", escape: "\\", lines: true, part: joined("+", readRuby) },
    ],
  },
  read: readRuby,
  joinsNeighbours: true,
};

const readPhp = (variable: string): string => `getenv('${variable}')`;
const php: Language = {
  syntax: {
    comment: "//|#(?!\\[)",
    block: ["/\\*", "\\*/"],
    quotes: [
      { open: '"', escape: "\\", hole: ["{$", "}"], part: joined(".", readPhp) },
      { open: "'", escape: "\\", part: joined(".", readPhp) },
    ],
  },
  read: readPhp,
  constant: /\b(?:public|private|protected|static|readonly|var|const|case)\s[^;{}]*$|#\[[^\]]*$/,
};

/** In double quotes, which both read variables; parentheses after `print` would be taken for its arguments. */
const asPerlString: Part = ({ before, after }, variable) =>
  /["$@\\]/.test(before + after) || /^(?:[[{]|->)/.test(after) ? undefined : `"${before}$ENV{${variable}}${after}"`;
const perl: Language = {
  syntax: {
    comment: "(?<![$\\w])#",
    skip: "\\$[\"'`#&]",
    quotes: [
      {
        open: '"',
        escape: "\\",
        lines: true,
        part: (pieces, variable) =>
          /^(?:[[{]|->)/.test(pieces.after) ? undefined : within((name) => `$ENV{${name}}`)(pieces, variable),
      },
      { open: "'", escape: "\\", lines: true, part: asPerlString },
    ],
  },
  read: (variable) => `$ENV{${variable}}`,
};

const readLua = (variable: string): string => `os.getenv("${variable}")`;
const lua: Language = {
  syntax: {
    comment: "--(?!\\[=*\\[)",
    block: ["--\\[\\[", "\\]\\]"],
    quotes: [
      { open: "[\"']", escape: "\\", part: joined("..", readLua) },
      { open: "\\[=*\\[", close: (open) => open.replaceAll("[", "\\]"), lines: true },
    ],
  },
  read: readLua,
  // A call may have a string for its argument without parentheses.
  fit: (written, { line }) =>
    /[\w)\]]\s*$/.test(line) && !written.startsWith("(") ? `(${written})` : written,
};

const readR = (variable: string): string => `Sys.getenv("${variable}")`;
const pasted: Part = ({ open, before, after, close }, variable) => {
  const pieces = [before && open + before + close, readR(variable), after && open + after + close];
  return `paste0(${pieces.filter((piece) => piece !== "").join(", ")})`;
};
const r: Language = {
  syntax: { comment: "#", quotes: [{ open: "[\"']", escape: "\\", lines: true, part: pasted }] },
  read: readR,
};

const juliaHole = {
  escape: "\\",
  lines: true,
  hole: ["$(", ")"],
  part: within((variable) => `$(ENV["${variable}"])`),
} as const;
const julia: Language = {
  syntax: {
    comment: "#(?!=)",
    block: ["#=", "=#"],
    skip: character,
    quotes: [
      { open: '\\b\\w+(?:""")', lines: true, whole: none },
      { open: '\\b\\w+"', escape: "\\", whole: none },
      { ...juliaHole, open: '"""' },
      { ...juliaHole, open: '"' },
    ],
  },
  read: (variable) => `ENV["${variable}"]`,
};

const readSwift = (variable: string): string => `ProcessInfo.processInfo.environment["${variable}"]!`;
const swiftHole = { escape: "\\", hole: ["\\(", ")"], part: within((name) => `\\(${readSwift(name)})`) } as const;
const swift: Language = {
  syntax: {
    ...cComments,
    quotes: [
      {
        open: '#{1,9}(?:"""|")',
        close: (open) => open.slice(open.indexOf('"')) + open.slice(0, open.indexOf('"')),
        lines: true,
      },
      { ...swiftHole, open: '"""', lines: true },
      { ...swiftHole, open: '"' },
    ],
  },
  // A missing variable stops the program at once.
  read: readSwift,
  constant: /@\w+\s*\([^()]*$/,
};

const readDart = (variable: string): string => `Platform.environment['${variable}']!`;
const dartHole = { escape: "\\", hole: ["${", "}"], part: within((name) => `\${${readDart(name)}}`) } as const;
const dart: Language = {
  syntax: {
    ...cComments,
    quotes: [
      { open: "\\br(?:\"\"\"|''')", lines: true },
      { open: "\\br[\"']" },
      { ...dartHole, open: "\"\"\"|'''", lines: true },
      { ...dartHole, open: "[\"']" },
    ],
  },
  read: readDart,
  joinsNeighbours: true,
  constant: /\bconst\b|\bcase\s*$|@\w+\s*\([^()]*$/,
};

const readElixir = (variable: string): string => `System.fetch_env!("${variable}")`;
const elixirHole = {
  escape: "\\",
  lines: true,
  hole: ["#{", "}"],
  part: within((variable) => `#{${readElixir(variable)}}`),
} as const;
const elixir: Language = {
  syntax: {
    comment: "#(?!\\{)",
    quotes: [
      { ...elixirHole, open: '~[a-zA-Z]"(?:"")?', whole: none },
      { ...elixirHole, open: '"""' },
      { ...elixirHole, open: '"' },
      { open: "'", escape: "\\", whole: none },
    ],
  },
  read: readElixir,
};

/** Neither an array nor what exists before the program runs can be filled from a call. */
const cpp: Language = {
  syntax: {
    ...cComments,
    skip: character,
    quotes: [
      {
        open: '(?:u8|[uUL])?R"\\w{0,16}\\(',
        close: (open) => `\\)${open.slice(open.indexOf('"') + 1, -1)}"`,
        lines: true,
        whole: none,
      },
      { open: '\\b(?:u8|[uUL])"', escape: "\\", whole: none },
      { open: '"', escape: "\\" },
    ],
  },
  read: (variable) => `getenv("${variable}")`,
  joinsNeighbours: true,
  constant: /\]\s*=\s*\{?\s*$|\bconst(?:expr|init|eval)\b|_[Aa]ssert/,
};
const c: Language = { ...cpp, constant: /\]\s*=\s*\{?\s*$|\bstatic\b|^[^\s#].*=\s*\{?\s*$|_[Aa]ssert/ };

const heredoc: ReferenceQuote = {
  open: "(?<!<)<<-?[ \\t]*(?:'[A-Za-z_]\\w*'|\"[A-Za-z_]\\w*\"|\\\\?[A-Za-z_]\\w*)[^\\n]*\\n",
  close: (open) => `(?<=\\n)\\t*${/[A-Za-z_]\w*/.exec(open)?.[0] ?? ""}(?![^\\r\\n])`,
  lines: true,
  part: ({ open, before, after, close }, variable) =>
    /^<<-?[ \t]*["'\\]/.test(open) ? undefined : `${open}${before}\${${variable}}${after}${close}`,
};
const quotedVariable = (variable: string): string => `"$${variable}"`;
const ansi: ReferenceQuote = { open: "\\$'", escape: "\\", lines: true, part: abutting };
const shellHole = { open: '\\$?"', escape: "\\", lines: true, hole: ["$(", ")"] } as const;
const shell: Language = {
  syntax: {
    comment: "(?<![^\\s;&|(])#",
    quotes: [
      heredoc,
      ansi,
      { ...shellHole, part: within((variable) => `\${${variable}}`) },
      { open: "'", lines: true, part: abutting },
    ],
  },
  read: quotedVariable,
  bare: quotedVariable,
};
const fish: Language = {
  syntax: {
    comment: "(?<![^\\s;&|(])#",
    quotes: [
      { ...shellHole, open: '"', part: abutting },
      { open: "'", escape: "\\", lines: true, part: abutting },
    ],
  },
  read: quotedVariable,
  bare: quotedVariable,
};

const readPowershell = (variable: string): string => `$env:${variable}`;
const powershellHole = { hole: ["$(", ")"], part: within((variable) => `\${env:${variable}}`) } as const;
const powershell: Language = {
  syntax: {
    comment: "(?<![^\\s;&|(){}])#",
    block: ["<#", "#>"],
    quotes: [
      { ...powershellHole, open: '@"[ \\t]*\\r?\\n', close: () => '\\n"@', lines: true },
      { open: "@'[ \\t]*\\r?\\n", close: () => "\\n'@", lines: true },
      { ...powershellHole, open: '"', escape: "`", doubles: true, lines: true },
      { open: "'", doubles: true, lines: true, part: joined("+", readPowershell) },
    ],
  },
  read: readPowershell,
  bare: readPowershell,
  constant: /^\s*\[\w+\([^)]*$/,
};

/** By VS Code's language ids. */
export const languages: ReadonlyMap<string, Language> = new Map(
  Object.entries({
    javascript,
    javascriptreact: jsx,
    typescript: javascript,
    typescriptreact: jsx,
    vue: javascript,
    svelte: javascript,
    astro: javascript,
    python,
    go,
    rust,
    java,
    kotlin,
    scala,
    groovy,
    csharp,
    fsharp,
    vb,
    ruby,
    php,
    perl,
    lua,
    r,
    julia,
    swift,
    dart,
    elixir,
    c,
    cpp,
    shellscript: shell,
    fish,
    powershell,
  }),
);
