/** PUTs a file to a signed URL and tells how many bytes have gone; `XMLHttpRequest`, because `fetch` tells nothing. */
export function putBytes(
  url: string,
  file: File,
  contentType: string,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('PUT', url);
    request.setRequestHeader('Content-Type', contentType);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Error(`The file was refused (${request.status}). Please try again.`));
    };
    request.onerror = () =>
      reject(new Error('The connection broke while the file was sent. Please try again.'));
    request.onabort = () => reject(new Error('Cancelled.'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) reject(new Error('Cancelled.'));
    else request.send(file);
  });
}
