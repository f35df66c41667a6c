import type { ReadonlyPartialJSONObject, ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { JsonObject } from '../format/index.ts';
import type { Bundle, MimeModel } from './sharedOutputs.ts';

/** Where the payload that Reset returns to is kept, in the metadata of the output. */
const SENT = 'sent';
/** What other hosts show in place of the payload. */
const FALLBACKS = new Set(['image/png', 'text/html', 'text/plain']);

/** What Reset returns to in an output, if that is not what the output says. */
export function sentOf(output: MimeModel, mimeType: string): ReadonlyPartialJSONValue | undefined {
  return ownMetadata(output, mimeType)?.[SENT];
}

/**
 * What is written to an output: the payload with what says the same; what said the same of former
 * numbers does not stay.
 *
 * @param others - what the output holds beside its payload
 */
export function bundleOf(
  output: MimeModel,
  others: ReadonlyPartialJSONObject,
  mimeType: string,
  { payload, sent }: { readonly payload: JsonObject; readonly sent: JsonObject },
  fallbacks: ReadonlyPartialJSONObject
): Bundle & { readonly others: ReadonlyPartialJSONObject } {
  const kept = Object.entries(others).filter(([type]) => !FALLBACKS.has(type));
  const beside = { ...Object.fromEntries(kept), ...fallbacks };
  return {
    others: beside,
    data: { ...beside, [mimeType]: payload },
    metadata: {
      ...output.metadata,
      [mimeType]: { ...ownMetadata(output, mimeType), [SENT]: sent }
    }
  };
}

function ownMetadata(
  { metadata }: Partial<MimeModel>,
  mimeType: string
): ReadonlyPartialJSONObject | undefined {
  // A host that only shows may have no metadata.
  return metadata?.[mimeType] as ReadonlyPartialJSONObject | undefined;
}
