// Redirect targets that attackers try, for wherever a person is sent on.

const HOST = "evil.test";

export const HOSTILE_TARGETS = [
  `https://${HOST}`, `http://${HOST}`, `//${HOST}`, `///${HOST}`, `////${HOST}`, `https:/${HOST}`, `https:${HOST}`,
  `HtTpS://${HOST}`, `\\\\${HOST}`, `\\/${HOST}`, `/\\${HOST}`, `/\\/${HOST}`, `\\\\\\${HOST}`, `/\\\\${HOST}`,
  `/\t/${HOST}`, `/\n/${HOST}`, `/\r/${HOST}`, `\t//${HOST}`, `\n//${HOST}`, ` //${HOST}`, `\u00a0//${HOST}`, `\ufeff//${HOST}`,
  `/\u0000/${HOST}`, `\u0001//${HOST}`, `/\u200b/${HOST}`, `/\u2028/${HOST}`, `/%09/${HOST}`, `/%2f${HOST}`, `/%2F/${HOST}`,
  `/%5c${HOST}`, `/%5C%5C${HOST}`, `/%0d%0aLocation:%20https://${HOST}`, `/\r\nLocation: https://${HOST}`,
  `/.//${HOST}`, `/./\\${HOST}`, `/..//${HOST}`, `/a/..//${HOST}`, `/%2e%2e//${HOST}`, `/%2e//${HOST}`, `/a/../..//${HOST}`,
  `@${HOST}`, `/@${HOST}`, `//localhost@${HOST}`, `https://localhost@${HOST}`, `https://localhost:pw@${HOST}/`,
  `//localhost.${HOST}`, `//${HOST}#localhost`, `//${HOST}?localhost`, `//${HOST}\\@localhost`, `//[::ffff:1.2.3.4]`, `//1.2.3.4`,
  `//0x01020304`, `//16909060`, `//${HOST}:443`, `//ｅｖｉｌ.test`, `//evil。test`, `/／${HOST}`, `／／${HOST}`, `/﹨${HOST}`, `⁄⁄${HOST}`,
  `javascript:alert(1)`, `JaVaScRiPt:alert(1)`, `java\tscript:alert(1)`, ` javascript:alert(1)`, `javascript://%0aalert(1)`,
  `data:text/html,<script>alert(1)</script>`, `vbscript:msgbox(1)`, `blob:https://${HOST}/x`, `file:///etc/passwd`, `mailto:a@${HOST}`,
  `ftp://${HOST}`, `ws://${HOST}`, `view-source:https://${HOST}`, `?next=//${HOST}`, `#//${HOST}`, `.${HOST}`, HOST, `login`, ``,
];
