// The versions of Node that the tests also run on, by major version. They come from npm, with checksums that the registry
// cannot change.
export interface NodeVersion {
  version: string;
  /** Platform and architecture → the integrity of the package `node-<platform>-<architecture>`. */
  integrity: Record<string, string>;
}

export const NODE_VERSIONS: Record<string, NodeVersion> = {
  // The oldest version that the product supports.
  "20": {
    version: "20.19.0",
    integrity: {
      "linux-x64": "sha512-HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==",
    },
  },
  "22": {
    version: "22.23.5",
    integrity: {
      "linux-x64": "sha512-3jhC+wcoWxKZxcRqF2sUSl0c9HEXFnur/nuIPx6O6CWKV0jOUWQm7Htw5SuXqqlMCEhi0cJqybFPEb5hhcBiMw==",
    },
  },
  "24": {
    version: "24.22.3",
    integrity: {
      "linux-x64": "sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==",
    },
  },
};
