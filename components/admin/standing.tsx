import { Badge } from "@/components/ui/badge";

/** Shows whether a user or an organization is active or suspended. Only the exception stands out. */
export function Standing({ suspended }: { suspended: boolean }) {
  return suspended ? <Badge tone="danger">Suspended</Badge> : "Active";
}
