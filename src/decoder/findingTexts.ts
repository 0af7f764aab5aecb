import type { FindingCode } from "./findings";

/** One explanation: a title, what it means, why it matters, and what to do. */
export interface FindingText {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** The explanations behind the codes of the Problems; they ship with the extension, and opening one asks nobody. */
export const findingTexts: Readonly<Record<FindingCode, FindingText>> = {
  "grant-in-link": {
    title: "A whole access grant inside a link",
    paragraphs: [
      "A linkshare link normally names an access key id, under which the auth service keeps a grant. This link holds the access grant itself: API key and encryption keys, in clear text.",
      "Links are logged by proxies, kept in browser histories and sent along as referrers. Whoever sees this one has everything that the grant allows, with any Storj client and for as long as the grant is valid.",
      "Register a restricted, read-only grant that expires (uplink share --url, or uplink access register --public) and use the link with its access key id. Then revoke this grant with one of its ancestors.",
    ],
  },
  "wrong-node-id": {
    title: "A well-known satellite with another node ID",
    paragraphs: [
      "The node ID is the satellite's identity: clients refuse a server that can't prove it. This address names one of Storj's public satellites, but another node ID than it has had for years.",
      "A client would trust the server with that other ID, wherever the name leads. That is how a forged grant would send your requests, and what you upload, to somebody else.",
      "Don't use it before you know where it came from. Create a grant in the satellite's own console and compare the node IDs.",
    ],
  },
  "no-node-id": {
    title: "The satellite address has no node ID",
    paragraphs: [
      "Only a handful of old host names (*.tardigrade.io, satellite.stefan-benten.de) are known to the Go client by name. Every other address needs the form ID@host:port.",
      "The uplink CLI and the Go library refuse this one, alone or in a grant. Other software may accept it without knowing whom it talks to.",
      "Write the satellite's full node URL. A grant has to be created again with it.",
    ],
  },
  "unreadable-address": {
    title: "The satellite address is not a node URL",
    paragraphs: [
      "A node URL looks like ID@host:port, perhaps with storj:// in front. This one can't be read, and the uplink CLI and the Go library refuse a grant with it.",
      "Create the grant again with the satellite's full node URL.",
    ],
  },
  "grant-for-api-key": {
    title: "An access grant where an API key is expected",
    paragraphs: [
      "The name in front says API key, and the credential is an access grant: it holds an API key, the satellite's address and encryption keys. Software that expects an API key refuses it.",
      "Use the API key that belongs here, or give the setting the name of an access grant. If only the name is odd, ignore this credential.",
    ],
  },
  "api-key-for-grant": {
    title: "An API key where an access grant is expected",
    paragraphs: [
      "The name in front says access grant, and the credential is a bare API key: neither a satellite's address nor encryption keys are in it. Software that expects an access grant refuses it.",
      "Make an access grant from the API key, the satellite's address and the project's passphrase: uplink access create.",
    ],
  },
  damaged: {
    title: "A damaged credential",
    paragraphs: [
      "It stands where a Storj credential is expected, but its checksum fails: a character was changed, lost or added, or there is white space inside. No Storj software takes it.",
      "Copy it again from where it came. Long lines are cut by some terminals and mail programs; chat programs replace characters.",
    ],
  },
  "unreadable-caveat": {
    title: "A caveat that can't be read",
    paragraphs: [
      "One of the caveats is not the protobuf message that it should be. The satellite refuses every request of such an API key, and the Go library drops all encryption keys.",
      "Create the grant again with up-to-date software.",
    ],
  },
  dead: {
    title: "Nothing can ever be done with it",
    paragraphs: [
      "The caveats exclude one another: no permission is left, or no prefix, or it would end before it begins. Every request is refused, now and for ever.",
      "`uplink access restrict --writeonly` together with an expiry makes such grants. Restrict the parent again, and say what shall be allowed.",
    ],
  },
  expired: {
    title: "Expired",
    paragraphs: [
      "One of its caveats says when it ends, and that is over. The satellite refuses every request.",
      "A restriction can't be taken back: make a new grant from the parent, which may still be valid.",
    ],
  },
  "presigned-expired": {
    title: "An expired presigned URL",
    paragraphs: [
      "The time of signing and the validity are written in the URL, and they are over. The gateway refuses it.",
      "Sign a new one. Seven days is the longest that the gateway takes.",
    ],
  },
  "presigned-too-long": {
    title: "A presigned URL for more than seven days",
    paragraphs: ["The gateway refuses presigned URLs that are valid for more than seven days. Sign one for a shorter time, or share a link."],
  },
  "s3-secret": {
    title: "An S3 secret key in a file",
    paragraphs: [
      "With its access key id, the secret key opens everything that the registered grant allows, encryption keys included: the auth service keeps those.",
      "Read it from the environment or a secret store. Where the file was committed or shared, it stays in history, backups and copies: revoke the grant that was registered, or let it expire. Registered credentials can't be listed or deleted.",
    ],
  },
  "whole-project-delete": {
    title: "May delete everything in the whole project",
    paragraphs: [
      "No caveat limits it to a bucket or prefix, and deleting is allowed: whoever has it can empty the project.",
      "Give software only what it needs: right-click, Restrict to Prefix… or Restrict…, and keep this one as the parent that can revoke the child.",
    ],
  },
  "default-key": {
    title: "The whole project's encryption key in a restricted grant",
    paragraphs: [
      "Its caveats allow only some prefixes, yet the encryption key of the whole project is still written in its text. The satellite hands out nothing else, but for siblings where object keys are not encrypted; and whoever gets at encrypted data by another way can read it all.",
      "Software that restricts only the API key makes such grants. Restrict it once more with this extension or the uplink CLI: that writes only the keys of its own prefixes. The old text keeps the key, so treat it as what it is.",
    ],
  },
  "sibling-leak": {
    title: "The prefix also matches its siblings",
    paragraphs: [
      "Object keys of this grant are not encrypted. When a grant is restricted, the trailing slash of the prefix is dropped, and the satellite compares bytes: tenant1/ admits tenant10/… and tenant1-x as well.",
      "As far as the permissions go, siblings can be listed (names, sizes), overwritten and deleted by a client of one's own; their contents stay unreadable, and the Go library itself refuses. Where the key of the whole project or bucket is still written in the grant, such a client can read their contents too. The prefix foo/ is the same as foo: both also grant the object foo.",
      "Use names of which none begins with another (tenant-001, tenant-002), or projects with encrypted object keys, where every component is a unit.",
    ],
  },
  "open-locks": {
    title: "Lock and notification permissions are still open",
    paragraphs: [
      "Plain actions are forbidden, but not the object lock and notification permissions, or not the latest of them. Software from before those permissions, and access-python to this day, restricts like that. Its page says which ones are open.",
      "If the API key supports them, retention and legal holds can be set with this grant (an object under retention can't be deleted by anyone), and bucket notifications changed.",
      "Restrict it once more: what is not allowed explicitly is then forbidden. If they were left open on purpose, ignore this credential.",
    ],
  },
  "key-absent": {
    title: "May read, but has no key",
    paragraphs: [
      "The API key allows reading where the grant has no encryption key. The object names stay unreadable there, and nothing can be downloaded or uploaded by Storj's clients.",
      "The parent that it was made from had no key for that prefix, or it was made from several. Make it again from a grant that can read there.",
    ],
  },
  foreign: {
    title: "Neither an access grant nor an API key",
    paragraphs: [
      "It stands where a Storj credential is expected and its base58 checksum holds, so it was copied well. But its content is neither an access grant nor an API key: perhaps a node ID, a key of another system, or something newer than this extension.",
    ],
  },
  "not-yet-valid": {
    title: "Not yet valid",
    paragraphs: ["A caveat says from when on it may be used, and that has not come. Until then the satellite refuses every request."],
  },
  "no-expiry": {
    title: "Never expires",
    paragraphs: [
      "No caveat says when it ends. It works until it is revoked, or its API key is deleted; and who found it in an old backup can use it too.",
      "For grants that are handed out, set an end: right-click, Restrict….",
    ],
  },
  "too-long-to-register": {
    title: "Too long for the auth service",
    paragraphs: [
      "The auth service takes at most 4,096 bytes of request, the grant included: that leaves 4,062 characters for the grant. S3 credentials and links can't be made from this one.",
      "Each caveat and each prefix makes a grant longer. Make it again from an earlier ancestor, with all limits in one restriction.",
    ],
  },
  "unknown-caveat": {
    title: "Not fully checked",
    paragraphs: [
      "A caveat was written by newer software and has fields that this version does not know. They may forbid something that is shown as allowed here; the satellite knows.",
      "Their bytes are kept exactly when the grant is restricted. Update the extension.",
    ],
  },
  "not-decoded": {
    title: "Not decoded",
    paragraphs: [
      "Reading base58 takes time with the square of its length. Texts from 4,096 characters on are decoded when you hover or inspect them; above 16,384 characters they are not decoded at all.",
    ],
  },
};

function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(findingTexts, text);
}

/** The explanation of a code as a Markdown document; undefined where there is no such code. */
export function findingDocument(code: string): string | undefined {
  if (!isFindingCode(code)) return undefined;
  const { title, paragraphs } = findingTexts[code];
  return [`# ${title}`, ...paragraphs].join("\n\n") + "\n";
}
