import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { ApiKeyForm } from "@/components/forms/api-key-form";
import { ApiKeyList } from "@/components/forms/api-key-list";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { roleAtLeast } from "@/lib/access/roles";
import { MAX_KEYS_OF_ORGANIZATION } from "@/lib/api-keys/lifetimes";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { listPage } from "@/lib/web/adapters/list-page";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitKey, submitRevocation } from "./actions";

export const metadata: Metadata = { title: "API keys" };

/** A member has no more keys than that, and neither has the organization, so these lists need no paging. */
const ALL = String(MAX_KEYS_OF_ORGANIZATION);

interface ApiKeysPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function ApiKeysPage({ params, searchParams }: ApiKeysPageProps) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { organization, role } = caller.actor;
  const isAdmin = roleAtLeast(role, "org_admin");
  const own = await listApiKeys(caller, { limit: ALL });
  const common = isAdmin ? await listApiKeys(caller, { owner: "organization", limit: ALL }) : null;
  const others = isAdmin
    ? await listPage(searchParams, [], (query) => listApiKeys(caller, { ...query, owner: "members" }))
    : null;
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
              <EmptyState icon={<KeyRound aria-hidden="true" />} title="No organization keys yet">
                They belong to the organization, and keep working when the admin who created them leaves.
              </EmptyState>
            }
          />
        </section>
      )}
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">Your personal keys</h2>
        <ApiKeyList
          {...shared}
          caption="Your personal API keys"
          keys={own.items}
          empty={
            <EmptyState icon={<KeyRound aria-hidden="true" />} title="No personal keys yet">
              They act as you, with at most your role, and end when you leave the organization.
            </EmptyState>
          }
        />
      </section>
      {others && others.items.length > 0 && (
        <section className="grid grid-cols-1 gap-4">
          <h2 className="text-base font-semibold">Personal keys of other members</h2>
          <ApiKeyList {...shared} caption="Personal API keys of other members" keys={others.items} isOfOthers />
          <Paging here={`/org/${organization.slug}/api-keys`} page={others} />
        </section>
      )}
    </OrganizationFrame>
  );
}
