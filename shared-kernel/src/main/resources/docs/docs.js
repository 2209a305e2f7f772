SwaggerUIBundle({
  url: '/openapi.yml',
  dom_id: '#swagger-ui',
  deepLinking: true,
  tagsSorter: 'alpha',
  // Nothing leaves this origin.
  validatorUrl: null,
});
