import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { ApiKeyForm } from "@/components/forms/api-key-form";
import { ApiKeyList } from "@/components/forms/api-key-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { roleAtLeast } from "@/lib/access/roles";
import { MAX_KEYS_OF_ORGANIZATION } from "@/lib/api-keys/lifetimes";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { requireMember } from "@/lib/web/adapters/require";
import { OrganizationFrame } from "../organization-frame";
import { submitKey, submitRevocation } from "./actions";

export const metadata: Metadata = { title: "API keys" };

/** There are never more keys than that, so the page needs no paging. */
const ALL = String(MAX_KEYS_OF_ORGANIZATION);

export default async function ApiKeysPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { organization, role } = caller.actor;
  const isAdmin = roleAtLeast(role, "org_admin");
  const own = await listApiKeys(caller, { limit: ALL });
  const common = isAdmin ? await listApiKeys(caller, { owner: "organization", limit: ALL }) : null;
  const shared = { slug: organization.slug, revokeAction: submitRevocation };
  return (
    <OrganizationFrame caller={caller} current="api-keys">
      <PageHeader
        title="API keys"
        description={`For scripts and services that work in ${organization.name} without a person.`}
      />
      {roleAtLeast(role, "member") && (
        <Card title="New key" description="Give it the lowest role that is enough. Anyone who has the key can use it.">
          <ApiKeyForm slug={organization.slug} role={role} action={submitKey} asksForProof={needsProof(caller)} />
        </Card>
      )}
      {common && (
        <section className="grid grid-cols-1 gap-4">
          <h2 className="text-base font-semibold">The organization’s keys</h2>
          <ApiKeyList
            {...shared}
            caption="The organization’s API keys"
            keys={common.items}
            empty={
              <EmptyState icon={<KeyRound aria-hidden="true" />} title="No keys of the organization yet">
                They belong to no one, and keep working when the admin who created them leaves.
              </EmptyState>
            }
          />
        </section>
      )}
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">Your keys</h2>
        <ApiKeyList
          {...shared}
          caption="Your API keys"
          keys={own.items}
          empty={
            <EmptyState icon={<KeyRound aria-hidden="true" />} title="No keys of your own yet">
              They act as you, with at most your role, and end when you leave the organization.
            </EmptyState>
          }
        />
      </section>
    </OrganizationFrame>
  );
}
