import path from "node:path";

/** This machine, as far as the places of files depend on it. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** The person's home folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface CredentialPlace {
  readonly kind: "uplink" | "uplinkConfig" | "rclone" | "aws";
  readonly path: string;
}

/**
 * Where the command line tools keep credentials on this machine, whether there are files or not; for each the likeliest
 * first.
 *
 * - uplink: storj cmd/uplink/external.go appDir; its folders of today and, for config.yaml, those of old.
 * - rclone: rclone fs/config makeConfigPath, but for a file beside the program.
 * - AWS: `AWS_SHARED_CREDENTIALS_FILE`, or `credentials` in `~/.aws`.
 */
export function credentialPlaces(around: Surroundings): CredentialPlace[] {
  const paths = pathOf(around);
  const places: CredentialPlace[] = uplinkFolders(around).map((folder) => ({
    kind: "uplink",
    path: paths.join(folder, "access.json"),
  }));
  for (const folder of [...legacyFolders(around), ...uplinkFolders(around)]) {
    places.push({ kind: "uplinkConfig", path: paths.join(folder, "config.yaml") });
  }
  for (const file of rcloneFiles(around)) places.push({ kind: "rclone", path: file });
  const aws = variable(around, "AWS_SHARED_CREDENTIALS_FILE") ?? paths.join(around.home, ".aws", "credentials");
  places.push({ kind: "aws", path: aws });
  return places.filter(({ path }, at) => places.findIndex((other) => other.path === path) === at);
}

/** The access.json that uplink reads and writes on this machine. */
export function uplinkAccessFile(around: Surroundings): string {
  return pathOf(around).join(uplinkFolder(around), "access.json");
}

/** Whether files have modes that keep others out. On Windows they don't: there the folder's rights decide. */
export function modesApply(platform: NodeJS.Platform): boolean {
  return platform !== "win32";
}

function pathOf({ platform }: Surroundings): path.PlatformPath {
  return platform === "win32" ? path.win32 : path.posix;
}

/** The absolute path in a variable. What a relative one means depends on the folder that a tool was started in. */
function variable(around: Surroundings, name: string): string | undefined {
  // Windows finds variables in any case.
  const isNamed = (other: string): boolean => other.toUpperCase() === name.toUpperCase();
  const found = around.platform === "win32" ? Object.keys(around.env).find(isNamed) : name;
  const value = found === undefined ? undefined : around.env[found];
  return value && pathOf(around).isAbsolute(value) ? value : undefined;
}

function uplinkFolder(around: Surroundings): string {
  return variable(around, "UPLINK_CONFIG_DIR") ?? defaultUplinkFolder(around, "XDG_CONFIG_HOME", [".config"]);
}

/** The default one is likely to hold something also where the variable is set. */
function uplinkFolders(around: Surroundings): string[] {
  return [uplinkFolder(around), defaultUplinkFolder(around, "XDG_CONFIG_HOME", [".config"])];
}

function legacyFolders(around: Surroundings): string[] {
  const usual = defaultUplinkFolder(around, "XDG_DATA_HOME", [".local", "share"]);
  return [variable(around, "UPLINK_LEGACY_CONFIG_DIR") ?? usual];
}

function defaultUplinkFolder(around: Surroundings, xdg: string, usual: readonly string[]): string {
  const { platform, home } = around;
  const paths = pathOf(around);
  switch (platform) {
    case "win32":
      return paths.join(variable(around, "AppData") ?? variable(around, "AppDataLocal") ?? home, "Storj", "Uplink");
    case "darwin":
      return paths.join(home, "Library", "Application Support", "Storj", "Uplink");
    default:
      return paths.join(variable(around, xdg) ?? paths.join(home, ...usual), "storj", "uplink");
  }
}

function rcloneFiles(around: Surroundings): string[] {
  const paths = pathOf(around);
  const folders = [
    around.platform === "win32" ? variable(around, "AppData") : undefined,
    variable(around, "XDG_CONFIG_HOME"),
    paths.join(around.home, ".config"),
  ];
  const usual = folders.flatMap((folder) =>
    folder === undefined ? [] : [paths.join(folder, "rclone", "rclone.conf")],
  );
  const own = variable(around, "RCLONE_CONFIG");
  return [...(own === undefined ? [] : [own]), ...usual, paths.join(around.home, ".rclone.conf")];
}
