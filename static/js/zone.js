// Knows where this device is: for the sign-up form, and to offer a traveller the local clock.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const KEPT = "zone kept";

export function fillZone(root) {
  const field = root.querySelector("[data-fill-zone] [name=time_zone]");
  if (field && here) field.value = here;
  const unsaid = root.querySelector("[data-fill-empty-zone] [name=time_zone]");
  if (unsaid && here && unsaid.value === "UTC") unsaid.value = here;
}

export function offerZone(root) {
  const banner = root.querySelector("#zone-banner");
  if (!banner || !here || here === banner.dataset.zone) return;
  if (sessionStorage.getItem(KEPT) === here) return;
  banner.elements.time_zone.value = here;
  banner.querySelector("[data-zone-here]").textContent = here;
  banner.hidden = false;
  banner.querySelector("[data-keep-zone]").addEventListener("click", () => {
    sessionStorage.setItem(KEPT, here);
    banner.hidden = true;
  });
}
