import assert from "node:assert/strict";
import { credentialPlaces, modesApply, type Surroundings, uplinkAccessFile } from "../../../../src/vault/files/places";

function placesOf(around: Surroundings): string[] {
  return credentialPlaces(around).map(({ kind, path }) => `${kind} ${path}`);
}

describe("credentialPlaces", () => {
  it("of Linux", () => {
    assert.deepEqual(placesOf({ platform: "linux", home: "/home/me", env: { XDG_CONFIG_HOME: "" } }), [
      "uplink /home/me/.config/storj/uplink/access.json",
      "uplinkConfig /home/me/.local/share/storj/uplink/config.yaml",
      "uplinkConfig /home/me/.config/storj/uplink/config.yaml",
      "rclone /home/me/.config/rclone/rclone.conf",
      "rclone /home/me/.rclone.conf",
      "aws /home/me/.aws/credentials",
    ]);
  });

  it("of Linux with variables that say otherwise", () => {
    const env = {
      XDG_CONFIG_HOME: "/c",
      XDG_DATA_HOME: "/d",
      UPLINK_CONFIG_DIR: "/u",
      UPLINK_LEGACY_CONFIG_DIR: "/l",
      RCLONE_CONFIG: "/r.conf",
      AWS_SHARED_CREDENTIALS_FILE: "/a",
    };
    const around = { platform: "linux", home: "/home/me", env } as const;
    assert.deepEqual(placesOf(around), [
      "uplink /u/access.json",
      "uplink /c/storj/uplink/access.json",
      "uplinkConfig /l/config.yaml",
      "uplinkConfig /u/config.yaml",
      "uplinkConfig /c/storj/uplink/config.yaml",
      "rclone /r.conf",
      "rclone /c/rclone/rclone.conf",
      "rclone /home/me/.config/rclone/rclone.conf",
      "rclone /home/me/.rclone.conf",
      "aws /a",
    ]);
    assert.equal(uplinkAccessFile(around), "/u/access.json");
  });

  it("of macOS", () => {
    const around = { platform: "darwin", home: "/Users/me", env: { XDG_CONFIG_HOME: "relative" } } as const;
    assert.deepEqual(placesOf(around), [
      "uplink /Users/me/Library/Application Support/Storj/Uplink/access.json",
      "uplinkConfig /Users/me/Library/Application Support/Storj/Uplink/config.yaml",
      "rclone /Users/me/.config/rclone/rclone.conf",
      "rclone /Users/me/.rclone.conf",
      "aws /Users/me/.aws/credentials",
    ]);
  });

  it("of Windows, which finds variables in any case", () => {
    const env = { APPDATA: "C:\\Users\\me\\AppData\\Roaming" };
    const around = { platform: "win32", home: "C:\\Users\\me", env } as const;
    assert.deepEqual(placesOf(around), [
      "uplink C:\\Users\\me\\AppData\\Roaming\\Storj\\Uplink\\access.json",
      "uplinkConfig C:\\Users\\me\\AppData\\Roaming\\Storj\\Uplink\\config.yaml",
      "rclone C:\\Users\\me\\AppData\\Roaming\\rclone\\rclone.conf",
      "rclone C:\\Users\\me\\.config\\rclone\\rclone.conf",
      "rclone C:\\Users\\me\\.rclone.conf",
      "aws C:\\Users\\me\\.aws\\credentials",
    ]);
    assert.equal(uplinkAccessFile({ ...around, env: {} }), "C:\\Users\\me\\Storj\\Uplink\\access.json");
  });
});

describe("modesApply", () => {
  it("everywhere but on Windows", () => {
    assert.deepEqual((["linux", "darwin", "win32"] as const).map(modesApply), [true, true, false]);
  });
});
