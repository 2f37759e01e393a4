// The edge of the app. lib/web/edge does the work; access control does not depend on it.
export { handleRequest as middleware } from "@/lib/web/edge/handle-request";

export const config = {
  runtime: "nodejs",
  matcher: ["/((?!_next/static/|(?:icon\\.svg|favicon\\.ico|apple-icon\\.png|opengraph-image\\.png)$).*)"],
};
