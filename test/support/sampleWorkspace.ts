import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type DemoCredentials, demoCredentials } from "./demoCredentials";

/** A dozen files and one in several languages, as people keep their grants in them. The names say what to look for. */
export function sampleFiles(demo: DemoCredentials): Record<string, string> {
  return {
    "README.md": `# Photo service (a sample)

Everything in this folder was made a moment ago: no credential opens anything anywhere, but for those in \`satellite.env\`, if it is there.

1. Open \`.env\`, \`server.ts\` or \`tenants.yaml\`: a line above each grant tells its chain of caveats.
2. Hold the mouse over a grant: everything it allows, decrypted with its own keys.
3. Right-click a grant: Restrict to Prefix…, then type sj://photos/tenant1/
4. Open Problems (Ctrl+Shift+M): what is dangerous, expired or damaged. Click a code for its explanation.
5. F1, "Storj: Inspect Credential…" explains what is in your clipboard.

Out of the files:

6. Right-click the grant in \`count.mjs\`: Save and Replace with Reference…, then Open Terminal with It. There run \`node count.mjs\`.
7. Right-click a grant in \`access.json\`: Copy Credential. Paste it between the quotes in \`upload.mjs\`, press Ctrl+. at once and choose
   Paste as Reference.
8. The icon of Storj at the side: Saved Grants. Import \`access.json\` (the second icon, Choose a file…), right-click a line: Restrict to
   Prefix…, Save. It stands under its parent. Drag a line into a file.
9. Remove one, and take that back with Undo in the message.
10. The view API Keys below it, and all that needs a satellite: \`SATELLITE.md\`, if it is there.

\`Add to .env\` is offered where Git ignores that file: in a clone of the extension it does, for this folder is ignored as a whole.

Our cat: ${demo.link}
The same cat, shared by mistake with the whole grant: ${demo.linkWithGrant}
`,
    ".env": `STORJ_ACCESS_GRANT=${demo.root}
UPLINK_ACCESS=${demo.readOnlyForEightDays}
STORJ_API_KEY=${demo.apiKey}
AWS_ACCESS_KEY_ID=${demo.accessKeyId}
AWS_SECRET_ACCESS_KEY=${demo.secretKey}
AWS_ENDPOINT=https://gateway.storjshare.io
`,
    "server.ts": `import { createServer } from "node:http";

// The grant of the first tenant: everything below photos/tenant1/.
const accessGrant = "${demo.tenant}";

createServer((_request, response) => response.end(String(accessGrant.length))).listen(8080, "127.0.0.1");
`,
    "backup.go": `package main

import "fmt"

// accessGrant is read-only, and it has expired.
const accessGrant = \`${demo.expired}\`

func main() { fmt.Println(len(accessGrant)) }
`,
    "count.mjs": `// It needs no more than the grant: node count.mjs
const grant = "${demo.readOnlyForEightDays}";
console.log("The grant has", grant.length, "characters");
`,
    "report.py": `# The grant begins in three days.
ACCESS_GRANT = "${demo.notYet}"
print(len(ACCESS_GRANT))
`,
    "tenants.yaml": `# Object keys of this project are not encrypted.
tenants:
  - name: tenant1
    access_grant: ${demo.unencrypted}
  - name: tenant10
    access_grant: ${demo.tenant}
`,
    "settings.json": `${JSON.stringify({ storj: { accessGrant: demo.oldSoftware, apiKey: demo.root, satellite: demo.nodeUrl } }, undefined, 2)}\n`,
    "uplink.toml": `[storj]
access_grant = "${demo.withoutNodeId}"
other_access_grant = "${demo.wrongNodeId}"
`,
    "rclone.conf": `[photos]
type = storj
access_grant = ${demo.defaultKeyKept}

[photos-s3]
type = s3
provider = Storj
access_key_id = ${demo.accessKeyId}
secret_access_key = ${demo.secretKey}
endpoint = gateway.storjshare.io
`,
    "access.json": `${JSON.stringify({ Default: "main", Accesses: { main: demo.root, tenant1: demo.tenant } }, undefined, 2)}\n`,
    "config.yaml": `access: ${demo.dead}
accesses:
  tenant1: ${demo.tenant}
`,
    "deploy.sh": `#!/bin/sh
# Cut off at the end when it was copied.
export STORJ_ACCESS_GRANT=${demo.tenant.slice(0, -12)}
curl -o cat.jpg "${demo.presignedUrl}"
`,
  };
}

/** What holds no credential: where one is to be pasted, and what Git is not to have. */
const emptyFiles: Readonly<Record<string, string>> = {
  "upload.mjs": `// A grant belongs between the quotes, or rather a reference to one.
const accessGrant = "";
console.log("The grant has", accessGrant.length, "characters");
`,
  ".gitignore": ".env\n",
};

/** Writes the sample workspace into a folder; `now` in milliseconds since 1970. */
export function writeSampleWorkspace(folder: string, now: number): DemoCredentials {
  const demo = demoCredentials(now);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...emptyFiles, ...sampleFiles(demo) })) writeFileSync(path.join(folder, name), text);
  return demo;
}
