// Starts Swagger UI on the page that lets people try the API.

const cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

// A signed-in person needs no token, but what they change must carry proof that this page sent it.
function withCsrfToken(request) {
  const isOurs = new URL(request.url, location.href).origin === location.origin;
  if (isOurs && request.method !== "GET") request.headers["X-CSRFToken"] = cookie("csrftoken");
  return request;
}

const place = document.querySelector("#api");

window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.schema,
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  requestInterceptor: withCsrfToken,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
