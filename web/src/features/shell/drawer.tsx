import { useTranslation } from "react-i18next";
import { Sheet } from "@/ui/dialog";
import { SideBar, type SideBarProps } from "./side-bar";

/** The side bar of a narrow window. */
export default function Drawer({ onClose, ...bar }: SideBarProps & { onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Sheet side="left" width="sm" hideTitle title={t("nav.menu")} open onOpenChange={(open) => !open && onClose()} bodyClassName="p-0">
      <SideBar {...bar} />
    </Sheet>
  );
}
