import type { MetadataRoute } from "next";
import { isListed, siteUrl } from "@/lib/web/pages/product-facts";

export const dynamic = "force-dynamic";

/** Prefixes of paths that need a session or a mailed link. */
const PRIVATE = [
  "/account",
  "/admin",
  "/api",
  "/dev",
  "/invite",
  "/org",
  "/organizations",
  "/reset-password",
  "/verify-email",
];

export default function robots(): MetadataRoute.Robots {
  if (!isListed()) return { rules: { userAgent: "*", disallow: "/" } };
  return {
    rules: { userAgent: "*", allow: "/", disallow: PRIVATE },
    sitemap: `${siteUrl()}/sitemap.xml`,
  };
}
