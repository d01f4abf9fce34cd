// Runs in the browser on /docs/{dialect}, after Swagger UI. It is served as it is.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const followSystem = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followSystem);
followSystem();

window.SwaggerUIBundle({
  url: document.body.dataset.document,
  dom_id: '#operations',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  validatorUrl: null, // nothing leaves this network
});
