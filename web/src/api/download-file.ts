import { ApiError } from './api-error';
import { refusalOf } from './post-form';

const FILE_NAME = /filename\*=UTF-8''([^;]+)/;

/**
 * Asks a plain route for a file and hands it to the person as a download under the name that the
 * server gave. Rejects with ApiError and nothing else; then nothing was saved.
 */
export async function downloadFile(
  path: string,
  input: object,
  fetcher: typeof fetch = fetch,
): Promise<void> {
  let response: Response;
  let blob: Blob;
  try {
    response = await fetcher(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    if (!response.ok) throw await refusalOf(response);
    blob = await response.blob();
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError({ code: 'NETWORK_UNREACHABLE' }, { cause });
  }
  const named = FILE_NAME.exec(response.headers.get('content-disposition') ?? '')?.[1];
  save(blob, named === undefined ? 'export' : decodeURIComponent(named));
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
