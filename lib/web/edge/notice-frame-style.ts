// The style of the frame around a notice: the same measures and colors as components/layout.
import "server-only";
import { TINTS } from "@/lib/design/portrait";
import { colorVariables } from "./notice-colors";

const COLORS = colorVariables([
  ...(["accent", "accent-soft", "control", "field", "raised", "overlay", "scrim", "shadow-float"] as const),
  ...TINTS.map((tint) => `tint-${tint}` as const),
]);

const BAR =
  `.bar{position:sticky;top:0;z-index:1;display:flex;align-items:center;gap:8px;padding:8px 4px 8px 12px;` +
  `border-bottom:1px solid var(--border);background:var(--page);font-size:14px;line-height:20px}` +
  `.bar a{padding:6px;border-radius:8px;line-height:0}.bar svg{height:24px}.bar p{display:flex;gap:6px;flex:1;min-width:0}.bar b{font-weight:500}.bar p>:last-child:not(.cut){flex:none}` +
  `.bar button{display:inline-flex;align-items:center;gap:8px;min-height:44px;padding:0 12px;border-radius:8px;font-weight:500}` +
  `.bar .icon{width:20px;height:20px}`;

/** On a phone, a sheet that the bar's button opens. */
const SIDEBAR =
  `aside{position:fixed;inset:0 auto 0 0;width:min(20rem,85vw);height:100dvh;max-height:none;margin:0;padding:20px 12px;` +
  `flex-direction:column;gap:24px;overflow-y:auto;border:0;border-right:1px solid var(--border);background:var(--overlay);color:inherit}` +
  `aside:popover-open{display:flex}aside::backdrop{background:var(--scrim)}` +
  `.brand{display:inline-flex;align-items:center;gap:10px;width:fit-content;margin:0 12px 7px;border-radius:8px;font-weight:600;letter-spacing:-.01em}` +
  `.brand svg{height:24px}nav{display:grid;gap:24px}nav>div{display:grid;gap:4px}.app ul{display:grid;gap:2px;padding:0;list-style:none}` +
  `.app h2{padding:0 12px 4px;font-size:12px;line-height:18px;font-weight:500;color:var(--muted)}` +
  `nav a{display:flex;align-items:center;gap:12px;min-height:44px;padding:0 12px;border-radius:8px}nav a:hover{background:var(--sunken)}` +
  `.find{display:none;flex:none;align-items:center;gap:12px;min-height:44px;padding:0 12px;border:1px solid var(--border);border-radius:8px;` +
  `background:var(--field);font-size:14px;line-height:20px}.app .find{color:var(--muted)}@media(scripting:enabled){.find{display:flex}}` +
  `nav .icon{width:18px;height:18px;color:var(--muted)}nav a.here{background:var(--accent-soft);color:var(--accent);font-weight:500}` +
  `nav a.here .icon{color:inherit}.foot{margin-top:auto;padding-top:12px;border-top:1px solid var(--border)}`;

const ROWS =
  `.row{display:flex;align-items:center;gap:12px;width:100%;padding:8px;border:1px solid transparent;border-radius:8px;text-align:left}` +
  `.row:hover{background:var(--sunken)}.box{border-color:var(--border);background:var(--raised)}` +
  `.who{flex:1;min-width:0;font-size:14px;line-height:20px;font-weight:500}.who small{font-size:12px;line-height:18px;font-weight:400;color:var(--muted)}` +
  `.row>.icon{color:var(--muted)}.panel .row>.icon{color:var(--accent)}.who *{display:block}.face{flex:none;display:inline-grid;place-items:center;width:36px;height:36px;border-radius:50%;font-size:14px;font-weight:600}` +
  `.square{width:28px;height:28px;border-radius:8px;font-size:12px}` +
  TINTS.map((tint) => `.${tint}{background:var(--tint-${tint})}`).join("");

/** In browsers without anchor positioning, the menu opens at a fixed place over the sidebar. */
const MENU =
  `.menu{anchor-scope:--menu}.menu>button{anchor-name:--menu}.panel{position:fixed;position-anchor:--menu;inset:112px auto auto 12px;` +
  `width:14.5rem;max-height:18rem;margin:0;padding:4px;overflow-y:auto;border:1px solid var(--border);border-radius:8px;` +
  `background:var(--overlay);color:inherit;box-shadow:var(--shadow-float)}.panel .row{padding:6px 8px;min-height:44px;border:0;border-radius:6px}` +
  `@supports(position-area:bottom){.panel{inset:auto;width:calc(anchor-size(width) + 8px);margin-block:4px;position-area:bottom}}`;

const WIDE =
  `@media(min-width:64rem){.app{display:grid;grid-template-columns:16rem minmax(0,1fr)}.bar{display:none}` +
  `aside{display:flex;position:sticky;width:auto;background:var(--page)}nav a{min-height:36px;font-size:14px;line-height:20px}.find{min-height:36px}` +
  `.panel .row{min-height:36px}.app main{min-height:0}}`;

export const FRAME_STYLE =
  COLORS +
  `.app{min-height:100dvh}.app a,.app button{color:inherit;text-decoration:none}:where(.app) button{border:0;background:none;font:inherit;cursor:pointer}` +
  `.app .cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}` +
  `.icon{flex:none;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}` +
  `.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}` +
  `.app .go{color:var(--on-accent)}.app main{min-height:calc(100dvh - 61px);padding-block:24px 96px}` +
  BAR +
  SIDEBAR +
  ROWS +
  MENU +
  WIDE;
