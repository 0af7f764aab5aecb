/** What a credential is, as far as its variable's name tells it. */
export type VariableKind = "grant" | "apiKey" | "accessKeyId" | "secretKey";

const namesByKind: Readonly<Record<VariableKind, string>> = {
  grant: "STORJ_ACCESS_GRANT",
  apiKey: "STORJ_API_KEY",
  accessKeyId: "STORJ_ACCESS_KEY_ID",
  secretKey: "STORJ_SECRET_KEY",
};

const longest = 64;

/**
 * Variables that decide what programs run, load, trust or talk to. A terminal in which one of them holds a credential
 * is broken at best, and at worst loads a file of that name from the folder: text of a hostile file must not choose it.
 */
const steering = new RegExp(
  "^(?:" +
    [
      "_|PATH|PATHEXT|HOME|HOMEDRIVE|HOMEPATH|PWD|OLDPWD|SHELL|USER|USERNAME|LOGNAME|ENV|IFS|CDPATH|FPATH|ZDOTDIR",
      "PS[0-9]|PROMPT|PROMPT_COMMAND|TERM|LANG|LANGUAGE|DISPLAY|TMP|TEMP|TMPDIR|EDITOR|VISUAL|PAGER|MANPAGER|BROWSER",
      "COMSPEC|SYSTEMROOT|SYSTEMDRIVE|WINDIR|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|USERPROFILE|PSMODULEPATH",
      "LESS|LESSOPEN|LESSCLOSE|CLASSPATH|MAVEN_OPTS|GRADLE_OPTS|JAVA_HOME|JAVA_OPTS|_JAVA_OPTIONS|MAKEFLAGS|MFLAGS",
      "CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|RUSTFLAGS|GO(?:PATH|ROOT|FLAGS|PROXY|BIN|ENV|TOOLCHAIN|SUMDB|NOSUMDB|PRIVATE)",
      "(?:HTTP|HTTPS|FTP|ALL|NO)_PROXY|SSL_CERT_FILE|SSL_CERT_DIR|SSLKEYLOGFILE|(?:REQUESTS|CURL)_CA_BUNDLE|KUBECONFIG",
      "(?:LD|DYLD|GIT|BASH|ZSH|NODE|NPM|PIP|GEM|BUNDLE|CARGO|RUSTC|SSH|GPG|XDG|LC|VSCODE|ELECTRON|DOTNET|COR)_.*",
      "(?:JAVA_TOOL|JDK_JAVA)_OPTIONS|(?:PYTHON|PERL5|RUBY|PHP_INI|LUA_|R_|JULIA_|DOCKER_|CORECLR_).*",
    ].join("|") +
    ")$",
);

/** Whether a text may name an environment variable that holds a credential: POSIX, short, steering nothing. */
export function isVariable(text: string): boolean {
  return text.length <= longest && /^[A-Z_]*[A-Z][A-Z0-9_]*$/.test(text) && !steering.test(text);
}

/** What stands before a value and says nothing about it. */
const nameless = new Set([
  ..."CONST LET VAR VAL DEF FINAL STATIC RETURN STRING STR CHAR TEXT VALUE KEY NAME DATA DEFAULT EXPORT SET".split(" "),
  ..."PASSWORD TOKEN ARG ARGS RESULT CASE THEN ELSE AND NOT PRINT ECHO FROM WITH THE ITS URL HTTP HTTPS".split(" "),
]);

/** `accessGrant`, `access-grant` and `Access Grant` as ACCESS_GRANT; empty where no Latin letter or digit is in it. */
function screaming(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^\d/.test(words) ? `_${words}` : words;
}

/**
 * What may stand between a name and its value: the end of the name's own quotes or brackets, a type, one sign of
 * assignment or a blank, and what opens the value.
 */
const namedBefore = new RegExp(
  [
    /(?:^|[^\w.-])-{0,2}([A-Za-z_][\w.-]{0,99})/, // the name, of a flag too
    /["'`]?\]?[?!]?[ \t]{0,20}/,
    /(?::[ \t]{0,9}[&*\w<>.|?'[\] ]{1,40}=|=>|<-|:=|\?=|\+=|:|=|(?<=["'][ \t]{0,20}),|(?=[ \t]))[ \t]{0,20}/,
    /[[({]?[A-Za-z$@#]{0,2}["'`]{0,3}$/,
  ]
    .map(({ source }) => source)
    .join(""),
);

/** The name right before a value on its line, as a variable's; undefined where there is none that says anything. */
function nameBefore(text: string, start: number): string | undefined {
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - 300);
  const before = text.slice(from, start);
  const name = namedBefore.exec(before)?.[1];
  if (name === undefined || (/,[^=]*$/.test(before) && !/^[A-Z0-9_]+$/.test(name))) return undefined;
  // A dotted name of a properties file is one name; elsewhere what stands before the dot is where the name belongs to.
  const isWholeLine = before.trimStart().startsWith(name);
  const own = /^[a-z0-9.-]+$/.test(name) && isWholeLine ? name : name.slice(name.lastIndexOf(".") + 1);
  const variable = screaming(own);
  return variable.length < 3 || nameless.has(variable) ? undefined : variable;
}

/**
 * Proposes an environment variable for a credential that begins at `start`: the name right before it on its line
 * (`STORJ_ACCESS_GRANT=`, `const accessGrant = "`, `access-grant:`), else STORJ_ and the label, else by its kind.
 * Always one that `isVariable` takes and that is not in `taken`.
 */
export function variableFrom(
  text: string,
  start: number,
  label: string,
  taken: ReadonlySet<string>,
  kind: VariableKind = "grant",
): string {
  const own = screaming(label).replace(/^STORJ_|^_/, "");
  const proposals = [nameBefore(text, start), own === "" ? undefined : `STORJ_${own}`, namesByKind[kind]];
  const name = proposals.find((one) => one !== undefined && isVariable(shortened(one, ""))) ?? namesByKind[kind];
  for (let count = 1; ; count++) {
    const variable = shortened(name, count === 1 ? "" : `_${count}`);
    if (!taken.has(variable)) return variable;
  }
}

function shortened(name: string, suffix: string): string {
  return name.slice(0, longest - suffix.length).replace(/_+$/, "") + suffix;
}
