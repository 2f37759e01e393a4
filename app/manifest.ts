import type { MetadataRoute } from "next";
import { appName } from "@/lib/web/pages/app-name";

export const dynamic = "force-dynamic";

export default function manifest(): MetadataRoute.Manifest {
  const name = appName();
  return {
    name,
    short_name: name,
    start_url: "/",
    display: "standalone",
    background_color: "#f3efe8",
    theme_color: "#f3efe8",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/apple-icon.png", type: "image/png", sizes: "180x180" },
    ],
  };
}
