// A message closes where it is instead of loading the page again.
export function closeMessages(root) {
  for (const link of root.querySelectorAll("[data-dismiss]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.closest(".message").remove();
    });
  }
}

export function tell(text) {
  const message = document.createElement("div");
  message.className = "message message--warning";
  message.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.querySelector(".messages")?.replaceChildren(message);
}
