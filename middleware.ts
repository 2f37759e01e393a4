// The edge of the app. Everything it does is in lib/web/edge; nothing it does is what keeps people out.
export { handleRequest as middleware } from "@/lib/web/edge/handle-request";

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/static/|icon\\.svg$).*)"],
};
