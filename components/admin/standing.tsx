import { Badge } from "@/components/ui/badge";

/** Whether somebody, or something, is open or suspended. */
export function Standing({ suspended }: { suspended: boolean }) {
  return suspended ? <Badge tone="danger">Suspended</Badge> : <Badge tone="success">Active</Badge>;
}
