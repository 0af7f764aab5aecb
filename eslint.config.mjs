// What TypeScript's compiler does not refuse: promises nobody waits for, switches with a hole, and imports against the
// arrows of the design (docs/architecture.md).
import path from "node:path";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * The rooms of src/ and what each may import besides itself. Packages and `node:*` are free, but for the pure rooms
 * below.
 */
const rooms = {
  platform: [],
  grant: [],
  decoder: ["grant", "platform"],
  satellite: ["grant", "platform"],
  edge: ["grant", "platform"],
  vault: ["grant", "platform"],
  commands: ["grant", "platform", "decoder", "satellite", "edge", "vault", "views"],
  views: ["grant", "platform", "decoder", "satellite", "edge", "vault", "commands"],
  extension: ["grant", "platform", "decoder", "satellite", "edge", "vault", "commands", "views"],
};

/**
 * What would run in any JavaScript engine: neither `vscode` nor `node:*`. Of the decoder, all but the providers in
 * `surfaces/`.
 */
const isPure = (file) => /^src\/(grant|decoder(?!\/surfaces(\/|$)))\//.test(file);

/** `src/decoder/x.ts` → "decoder", `src/extension.ts` → "extension"; undefined outside of src/. */
const roomOf = (file) => /^src\/([^/.]+)/.exec(file)?.[1];

/** Why `file` may not import `source`, both relative to the root; undefined where it may. */
function objection(file, source) {
  if (isPure(file) && (source === "vscode" || source.startsWith("node:"))) {
    return `${file} is pure: it may not import "${source}".`;
  }
  if (!source.startsWith(".")) return undefined;
  const target = path.posix.join(path.posix.dirname(file), source);
  const from = roomOf(file);
  const to = roomOf(target);
  if (isPure(file) && !isPure(target) && to === from) {
    return `${file} is pure: it may not import "${source}", which need not be.`;
  }
  if (to === undefined) return `Nothing under src/ may import from outside of it, as "${source}" is.`;
  return to === from || rooms[from]?.includes(to)
    ? undefined
    : `The room "${from}" may not import from the room "${to}".`;
}

const arrows = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const check = (source) => {
      if (typeof source?.value !== "string") return;
      const message = objection(file, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
      "CallExpression[callee.name='require']": (call) => check(call.arguments[0]),
    };
  },
};

export default defineConfig(
  globalIgnores(["dist", "out", "coverage", "**/node_modules", ".sample", "**/.vscode-test", "**/.cache"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A `default` is an answer for the rest.
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // It asks for `bytes[i]!` where no-non-null-assertion asks for anything else: `as number` says what is known.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      // An empty text is often as good as none.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { storj: { rules: { arrows } } },
    rules: { "storj/arrows": "error" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "no-console": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    extends: [js.configs.recommended],
    languageOptions: { globals: nodeGlobals() },
    rules: { eqeqeq: "error" },
  },
);

/** What plain scripts find in Node without importing it. */
function nodeGlobals() {
  const names = `AbortController AbortSignal Buffer clearInterval clearTimeout console fetch performance process
    queueMicrotask setImmediate setInterval setTimeout TextDecoder TextEncoder URL URLSearchParams`;
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, "readonly"]));
}
