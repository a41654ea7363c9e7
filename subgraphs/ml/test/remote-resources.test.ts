import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { makeDocx, makePdf } from './helpers/files.ts';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

describe('A76 addresses inside a document', { timeout: 300_000 }, () => {
  let system: MlSystem;
  let elsewhere: Server;
  let url: string;
  let connections = 0;

  before(async () => {
    elsewhere = createServer((_request, response) => response.end());
    elsewhere.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    system = await startMlSystem({ parseLimits: { milliseconds: 20_000 } });
  });
  after(async () => {
    await system?.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  const documents: Readonly<Record<string, () => { filename: string; bytes: Uint8Array | string }>> = {
    'Markdown with pictures, links and HTML': () => ({
      filename: 'a.md',
      bytes: `# Plan\n\nThe valve is orange. ![plan](${url}/a.png) [more](${url}/b)\n\n<img src="${url}/c.png"><link rel="stylesheet" href="${url}/d.css">\n\n[e]: ${url}/e.png\n`,
    }),
    'a Word document with an external picture, template and frame': () => ({
      filename: 'a.docx',
      bytes: makeDocx(
        [
          `The valve is orange.</w:t></w:r><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONSHIPS}" r:link="rId9"/></w:drawing></w:r><w:r><w:t>`,
        ],
        [
          {
            name: 'word/_rels/document.xml.rels',
            content: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="${RELATIONSHIPS}/image" Target="${url}/f.png" TargetMode="External"/><Relationship Id="rId8" Type="${RELATIONSHIPS}/attachedTemplate" Target="${url}/g.dotm" TargetMode="External"/><Relationship Id="rId7" Type="${RELATIONSHIPS}/frame" Target="${url}/h.htm" TargetMode="External"/></Relationships>`,
          },
        ],
      ),
    }),
    'XML that names a document type elsewhere': () => ({
      filename: 'b.docx',
      bytes: makeDocx(
        ['The valve is orange.'],
        [
          {
            name: 'word/styles.xml',
            content: `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "${url}/i.dtd">]><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&x;</w:styles>`,
          },
        ],
      ),
    }),
    'a PDF with an action at opening, a form, and data elsewhere': () => ({
      filename: 'a.pdf',
      bytes: makePdf([['The valve is orange.']], {
        objects: [
          `<< /Type /Action /S /URI /URI (${url}/j) >>`,
          `<< /Type /Action /S /SubmitForm /F << /FS /URL /F (${url}/k) >> >>`,
          `<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 0 /F << /FS /URL /F (${url}/l.png) >> >>`,
          `<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>`,
        ],
      }),
    }),
  };

  for (const [what, make] of Object.entries(documents)) {
    it(`are not fetched when it is read: ${what}`, async () => {
      const { failure } = await system.ingest(make());
      // Read or refused, but finished with.
      if (what.startsWith('Markdown') || what.startsWith('a ')) assert.equal(failure, null);
      assert.equal(connections, 0);
    });
  }

  it('are not fetched when it is asked about', async () => {
    const id = await system.request('Which colour is the valve?');
    await system.finished(id);
    const { data } = await system.ask(
      'query ($id: ID!) { generation(id: $id) { text citations { quote } } }',
      { id },
    );
    assert.match(data.generation.text, /orange/);
    assert.equal(connections, 0);
  });

  it('would have been noticed', async () => {
    await fetch(url);
    assert.equal(connections, 1);
  });
});
