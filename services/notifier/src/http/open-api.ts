import { z } from 'zod';
import { failure } from './messages.ts';
import type { Route } from './route.ts';

/** The interface as an OpenAPI 3.1 document, made from the schemas that check the requests. */
export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign verification',
      version,
      description:
        'Checks the one-time codes of challenges, ends the cases of held acts, and takes labels. For backends only: a browser never holds an API key.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, cs_….' } },
    },
  };
}

function operation(route: Route): object {
  const { body, operation: operationId, summary, scope, answers, target } = route;
  const responses = Object.entries({ ...everyRoute, ...answers }).map(([status, answer]) => [status, response(answer)]);
  return {
    operationId,
    summary,
    description: `Needs the scope \`${scope}\`.`,
    ...(target === undefined
      ? {}
      : { parameters: [{ name: target.name, in: 'path', required: true, schema: schemaOf(target.schema) }] }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: Object.fromEntries(responses),
  };
}

type Described = Route['answers'][number];

const everyRoute: Readonly<Record<number, Described>> = {
  400: { description: 'Something is wrong with the request; nothing was attempted.', schema: failure },
  401: { description: 'No known API key.', schema: failure },
  403: { description: 'The API key lacks the scope.', schema: failure },
  429: { description: 'Too many requests: see Retry-After.', schema: failure },
  503: { description: 'Cannot be said at the moment, and nothing is approved: see Retry-After.', schema: failure },
};

function requestBody(body: z.ZodType): object {
  const required = !body.safeParse({}).success;
  return { required, content: { 'application/json': { schema: schemaOf(body) } } };
}

function response({ description, schema }: Described): object {
  return { description, content: { 'application/json': { schema: schemaOf(schema) } } };
}

function schemaOf(schema: z.ZodType): object {
  // `input`: what a caller writes, before blanks are taken out of a code.
  const { $schema: _, ...document } = z.toJSONSchema(schema, { io: 'input' });
  return document;
}
