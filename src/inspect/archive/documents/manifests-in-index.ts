import {
  blobName,
  indexOrManifest,
  parsed,
  type ArchiveLook,
  type Descriptor,
  type Documents,
} from './documents.ts';
import { artifactIn, isReadable, named } from './media-types.ts';
import { BeyondBound } from '../../beyond-bound.ts';

/** An image as an index names it. */
interface IndexedImage {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly refs: ReadonlySet<string>;
}

export interface IndexContents {
  readonly images: readonly IndexedImage[];
  /** What else is in it: a signature, an SBOM, a manifest that cannot be read. */
  readonly beside: readonly string[];
}

/** What BuildKit calls an image that is only a proof about another one. Every build may have one: it is not worth a word. */
const attestation = 'vnd.docker.reference.type';

/** An index that is wide, or is named often, is followed for so many steps; the largest that are known take some thousands. */
const mostSteps = 100_000;

/** What a document was found to be. */
type Content =
  | { readonly index: readonly Descriptor[] }
  | { readonly config: Descriptor; readonly layers: readonly Descriptor[]; readonly refs: Set<string> }
  | { readonly beside: string };

/**
 * Follows index.json, and indexes of indexes. Each document is read once, whoever names it. Manifests of other platforms,
 * which are named but not there, are passed over. Throws a plain Error if index.json itself is none, or if there is no
 * end of it.
 */
export async function manifestsInIndex(
  documents: Documents,
  top: Buffer,
  { turn, whyNot }: Required<ArchiveLook>,
): Promise<IndexContents> {
  const contents = new Map<string, Content>([['index.json', contentOf('index.json', top)]]);
  const beside = new Map<string, string>();
  const seen = new Set<string>();
  const open: Place[] = [{ name: 'index.json', ref: undefined }];
  let steps = 0;
  for (const { name, ref } of open) {
    const place = `${name} ${ref ?? ''}`;
    if (seen.has(place)) continue;
    seen.add(place);
    let content = contents.get(name);
    if (content === undefined) {
      await turn();
      content = contentOrFault(name, documents.get(name) ?? Buffer.alloc(0));
      contents.set(name, content);
    }
    if ('config' in content && ref !== undefined) content.refs.add(ref);
    if ('beside' in content) beside.set(name, content.beside);
    if (!('index' in content)) continue;
    steps += content.index.length;
    if (steps > mostSteps) throw new BeyondBound(`its indexes name more than ${mostSteps} manifests`);
    for (const below of content.index) {
      const child = blobName(below.digest);
      if (below.annotations[attestation] !== undefined) continue;
      if (!isReadable(below.mediaType)) beside.set(child, named(below.mediaType));
      else if (documents.has(child)) open.push({ name: child, ref: refOf(below) ?? ref });
      else {
        const why = whyNot(child);
        if (why !== undefined) beside.set(child, unread(`its ${child} ${why}`));
      }
    }
  }
  const images = [...contents.values()].filter((content) => 'config' in content);
  return { images, beside: [...beside.values()] };
}

/** A document that names images, and what the images below it are called, unless they say otherwise. */
interface Place {
  readonly name: string;
  readonly ref: string | undefined;
}

const refOf = ({ annotations }: Descriptor): string | undefined =>
  annotations['io.containerd.image.name'] ?? annotations['org.opencontainers.image.ref.name'];

function contentOf(name: string, document: Buffer): Content {
  const { manifests, config, layers, artifactType } = parsed(name, document, indexOrManifest);
  if (manifests !== undefined) return { index: manifests };
  if (config === undefined)
    throw new Error(`its ${name} is not as it should be: it has neither manifests nor a config`);
  const types = { artifactType, config: config.mediaType, layers: layers.map(({ mediaType }) => mediaType) };
  const artifact = artifactIn(types);
  return artifact === undefined ? { config, layers, refs: new Set() } : { beside: artifact };
}

/** What cannot be read is no reason to read nothing else. */
function contentOrFault(name: string, document: Buffer): Content {
  try {
    return contentOf(name, document);
  } catch (error) {
    return { beside: unread((error as Error).message) };
  }
}

const unread = (why: string): string => `something that cannot be read (${why})`;
