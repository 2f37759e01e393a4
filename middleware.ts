// The edge of the app, implemented in lib/web/edge. Access control does not depend on the middleware.
export { handleRequest as middleware } from "@/lib/web/edge/handle-request";

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/static/|(?:icon\\.svg|favicon\\.ico|apple-icon\\.png|opengraph-image\\.png)$).*)"],
};
