import { UserShares } from "@/components/usage/user-shares";
import { Card } from "@/components/ui/card";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { listTopUsers } from "@/lib/usage/list-top-users";

/** Who used most, for admins. */
export async function TopUsers({ caller }: { caller: Caller<MemberActor> }) {
  const { items } = await listTopUsers(caller, {});
  return (
    <Card title="Top users" description="Credits in the last 30 days.">
      <UserShares users={items} />
    </Card>
  );
}
