/** Languages that VS Code does not know without another extension, by the ending of a file's name. */
const byEnding: Readonly<Record<string, string>> = {
  astro: "astro",
  ex: "elixir",
  exs: "elixir",
  fish: "fish",
  hcl: "hcl",
  kt: "kotlin",
  kts: "kotlin",
  sbt: "scala",
  sc: "scala",
  scala: "scala",
  svelte: "svelte",
  tf: "terraform",
  tfvars: "terraform-vars",
  toml: "toml",
  vue: "vue",
};

/** The language of a file: VS Code's word for it, but where it knows no better than plain text, and that fish is a shell of its own. */
export function languageOf(languageId: string, fileName: string): string {
  if (languageId !== "plaintext" && languageId !== "shellscript") return languageId;
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  if (languageId === "shellscript") return ending === "fish" ? "fish" : languageId;
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] as string) : languageId;
}
