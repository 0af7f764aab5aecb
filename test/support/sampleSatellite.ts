import type { Ready } from "./satellite";

/** The settings that send a sample's grants to the stand-in's own auth service, and nowhere else. */
export function satelliteSettings({ authURL }: Pick<Ready, "authURL">): Readonly<Record<string, string>> {
  return { "storjGrants.edge.authService": authURL };
}

/** What VS Code is started with, so that one click signs in to the stand-in's console. */
export function satelliteEnvironment({ consoleURL, restApiKey }: Pick<Ready, "consoleURL" | "restApiKey">): Readonly<Record<string, string>> {
  return { STORJ_CONSOLE_URL: consoleURL, STORJ_CONSOLE_REST_KEY: restApiKey };
}

/** Files of a sample workspace: what a satellite beside it opens, and what to try with that. */
export function satelliteFiles(satellite: Pick<Ready, "satelliteNodeURL" | "rootGrant" | "apiKeys" | "passphrase" | "consoleURL" | "email" | "password" | "mfaEmail" | "mfaCode">): Record<string, string> {
  const { satelliteNodeURL, rootGrant, apiKeys, passphrase, consoleURL, email, password, mfaEmail, mfaCode } = satellite;
  return {
    "satellite.env": `# A satellite and an auth service run beside this VS Code, on this machine alone. What stands here opens what they
# hold, and ends with them. The passphrase of the buckets "encrypted" and "plain" is: ${passphrase}
STORJ_SATELLITE=${satelliteNodeURL}
STORJ_API_KEY=${apiKeys[0]}
STORJ_ACCESS_GRANT=${rootGrant}
`,
    "SATELLITE.md": `# With the satellite that runs beside it

1. Put the cursor on the API key in \`satellite.env\`: F1, "Storj: Create Grant…", and say which satellite, and twice the passphrase: both stand there.
   Check Passphrase… in the message says how many names of a bucket it opens.
2. Right-click the new grant in Saved Grants: Restrict to Prefix…, sj://encrypted/tenant1/, Save.
3. Right-click that one: Check with Satellite.
4. Hand Out, Register for S3…: S3 credentials stand under it. Presign URL… makes a URL of them, without a request.
5. Hand Out, Register as Public…, and Share Link…: pick the object from the satellite's list. (No link service runs here: the link opens nothing.)
6. Right-click the restricted grant: Revoke…. It and what stands below it show as revoked; Check with Satellite says that it is refused.

And with its console, ${consoleURL}

7. The view API Keys: Sign In with the REST API Key of the Environment. Open the project with 120 API keys: Load More, Search, Sort, Export API Keys….
8. Right-click the project: Create API Key…, and Create Grant… in the message. Restrict the grant, and check it.
9. Right-click the new API key: Delete API Keys…. What was made from it is refused from then on.
10. Sign In to Satellite… once more, with e-mail and password: ${email} and ${password}; and as ${mfaEmail}, with the passcode ${mfaCode}.
`,
  };
}
