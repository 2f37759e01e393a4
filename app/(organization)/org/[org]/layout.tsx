import type { Metadata } from "next";
import type { ReactNode } from "react";
import { appName } from "@/lib/web/pages/app-name";
import { organizationNamed } from "@/lib/web/pages/closed-organization";

/** Puts the organization's name into the titles of its pages, for members only. Guards nothing: each page guards itself. */
export async function generateMetadata({ params }: { params: Promise<{ org: string }> }): Promise<Metadata> {
  const organization = await organizationNamed((await params).org);
  const end = organization ? `${organization.name} · ${appName()}` : appName();
  return { title: { default: end, template: `%s · ${end}` } };
}

export default function OrganizationLayout({ children }: { children: ReactNode }) {
  return children;
}
