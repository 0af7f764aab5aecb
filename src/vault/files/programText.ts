/** What else takes S3 credentials: code that uses an SDK of Amazon's, and MinIO's client. */
export type ProgramFormat = "boto3" | "awsSdkJs" | "mc";

/** S3 credentials with all that a program is told: letters and digits, and an http address. */
export interface ProgramPair {
  /** A person's label; what a name can't hold is left out of it. */
  readonly label: string;
  readonly accessKeyId: string;
  readonly secretKey: string;
  readonly endpoint: string;
}

/** The SDKs want one, and Storj's gateway takes any. */
const region = "us-east-1";

/** What stands once before all pairs. */
export const programStarts = {
  boto3: "import boto3\n",
  awsSdkJs: 'import { S3Client } from "@aws-sdk/client-s3";\n',
} as const;

/** A writer of one format, to be added to a file that has `before` in it. */
export const programWriters: Readonly<Record<ProgramFormat, (before: string) => (pair: ProgramPair) => string>> = {
  boto3: () => {
    const taken = new Set<string>();
    return ({ label, accessKeyId, secretKey, endpoint }) =>
      [
        `${nameIn(taken, ["s3", ...wordsOf(label)].join("_"), "_")} = boto3.client(`,
        '    "s3",',
        `    endpoint_url=${quoted(endpoint)},`,
        `    region_name=${quoted(region)},`,
        `    aws_access_key_id=${quoted(accessKeyId)},`,
        `    aws_secret_access_key=${quoted(secretKey)},`,
        ")\n",
      ].join("\n");
  },
  awsSdkJs: () => {
    const taken = new Set<string>();
    const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
    return ({ label, accessKeyId, secretKey, endpoint }) =>
      [
        `export const ${nameIn(taken, ["s3", ...wordsOf(label).map(capital)].join(""), "_")} = new S3Client({`,
        `  endpoint: ${quoted(endpoint)},`,
        `  region: ${quoted(region)},`,
        "  forcePathStyle: true,",
        `  credentials: { accessKeyId: ${quoted(accessKeyId)}, secretAccessKey: ${quoted(secretKey)} },`,
        "});\n",
      ].join("\n");
  },
  mc: (before) => {
    const taken = new Set(Array.from(before.matchAll(/\balias set\s+(\S+)/g), ([, name = ""]) => name));
    // The blank keeps a line out of the history of shells that go by it; an alias begins with a letter (minio/mc cmd/alias-main.go).
    return ({ label, accessKeyId, secretKey, endpoint }) =>
      ` mc alias set ${nameIn(taken, ["storj", ...wordsOf(label)].join("-"), "-")} ${inShell(endpoint)} ${accessKeyId} ${secretKey}\n`;
  },
};

/** Names longer than that are cut: nobody types them. */
const longestName = 40;

/** The words of ASCII letters and digits in a label. */
function wordsOf(label: string): string[] {
  return (label.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(" ").slice(0, longestName).trim().split(" ").filter(Boolean);
}

/** The name, or with the first number behind it that is not taken; it is taken from then on. */
function nameIn(taken: Set<string>, name: string, between: string): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${between}${String(count)}`;
  taken.add(free);
  return free;
}

/** A text in double quotes, as Python and JavaScript alike read it: a host may hold quotes and dollar signs, and nothing beyond ASCII. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** As it is, which every shell takes; what a shell may read otherwise in the quotes of sh, bash and zsh. */
function inShell(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
