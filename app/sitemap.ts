import type { MetadataRoute } from "next";
import { isSelfService, siteUrl } from "@/lib/web/pages/product-facts";

export const dynamic = "force-dynamic";

export default function sitemap(): MetadataRoute.Sitemap {
  const paths = ["/", "/pricing", "/login", ...(isSelfService() ? ["/signup", "/signup-org"] : [])];
  return paths.map((path) => ({ url: new URL(path, siteUrl()).href }));
}
