import { showOutside } from "../platform/showOutside";
import type { Link } from "./link";
import { firstRows, type Row, row, type Section } from "./page";
import type { PresignedUrl } from "./presignedUrl";
import { fullTime } from "./time";
import type { Voice } from "./voice";

/** What might be an access grant, an API key or an S3 secret key inside a URL, where none belongs. */
const misplaced = /1[1-9A-HJ-NP-Za-km-z]{58,}|j[yz23][a-z2-7]{51}/g;

/** A part of a URL as it may be shown: pages tell about credentials, and never hold one. */
function withoutSecrets(text: string): string {
  return text.replace(misplaced, (secret) => `${secret.slice(0, 4)}…`);
}

/** `photos/tenant1/cat.jpg`: what a URL is about, in a line that has more to tell. */
export function placeOf({ bucket, key }: Pick<Link, "bucket" | "key">): string {
  return showOutside(withoutSecrets(`${bucket}/${key}`), 80);
}

const mostParameters = 20;

/** What a linkshare link shows, parameter by parameter. */
export function describeLink(link: Link, holdsGrant: boolean, voice: Voice): Section[] {
  const { t } = voice;
  const rows = [
    row(t("Service"), link.host),
    row(t("Shows"), link.form === "raw" ? t("the object's bytes") : t("a page around the object")),
    row(t("Bucket"), link.bucket === "" ? t("none, which the service refuses") : withoutSecrets(link.bucket)),
    row(t("Object key"), link.key === "" ? t("none: the whole bucket is listed") : withoutSecrets(link.key)),
    row(
      t("Access"),
      holdsGrant ? t("a whole access grant, with its encryption keys") : t("an access key id, registered as public"),
    ),
  ];
  if (link.form === "raw" && (link.key === "" || link.key.endsWith("/"))) {
    rows.push(row(undefined, t("A raw link needs the key of one object, not a prefix.")));
  }
  const parameters = link.given.map((name) => parameterRow(withoutSecrets(name), link, voice));
  return [
    { heading: undefined, rows },
    { heading: t("Parameters"), rows: firstRows(parameters, mostParameters, voice) },
  ];
}

function parameterRow(name: string, link: Link, { t }: Voice): Row {
  const onOff = (isOn: boolean, on: string, off: string): Row => row(name, isOn ? on : off);
  switch (name) {
    case "download":
      return onOff(link.download, t("on: the browser saves the object"), t("off: the browser shows the object"));
    case "wrap":
      return onOff(link.wrap, t("on: inside Storj's page"), t("off: the bytes themselves"));
    case "view":
      return onOff(!link.wrap, t("on: the bytes themselves"), t("off: inside Storj's page"));
    case "map":
      return onOff(link.map, t("on: only the map of where the pieces lie"), t("off: no map"));
    case "width":
      return row(name, t("the map is {0} pixels wide", link.width));
    case "include-stats":
      return onOff(
        link.includeStats,
        t("on: the map says how many pieces there are"),
        t("off: the map says no numbers"),
      );
    case "path":
      return row(
        name,
        link.path === undefined ? t("empty") : t("the file {0} inside the zip archive", withoutSecrets(link.path)),
      );
    case "cursor":
      return row(name, t("the listing goes on after an earlier page"));
    case "download-kind":
      return row(
        name,
        link.downloadKind === undefined
          ? t("a kind that the service does not know")
          : t("a prefix is saved as {0}", link.downloadKind),
      );
    default:
      return row(name, t("not a parameter of the link service"));
  }
}

/** Who signed which object until when. */
export function describePresignedUrl(url: PresignedUrl, voice: Voice): Section[] {
  const { t } = voice;
  const rows = [
    row(t("Gateway"), url.host),
    row(t("Signed by access key id"), shortened(url.accessKeyId)),
    row(t("Bucket"), withoutSecrets(url.bucket)),
    row(t("Object key"), url.key === "" ? t("none: the bucket itself") : withoutSecrets(url.key)),
    row(t("Signed"), url.signedAt === undefined ? t("no readable date") : fullTime(url.signedAt, voice).text),
    row(t("Expires"), url.expiresAt === undefined ? t("no readable expiry") : fullTime(url.expiresAt, voice).text),
  ];
  return [{ heading: undefined, rows }];
}

/** A public access key id opens links by itself: its ends are enough to know it again. */
function shortened(accessKeyId: string): string {
  return `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}
