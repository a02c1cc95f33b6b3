// UTF-8 and Base64.
class TextEncoder {
  get encoding() { return 'utf-8'; }

  encode(value = '') {
    const escaped = encodeURIComponent(`${value}`.toWellFormed());
    const bytes = [];
    for (let i = 0; i < escaped.length; i++) {
      if (escaped[i] === '%') { bytes.push(parseInt(escaped.slice(i + 1, i + 3), 16)); i += 2; } else bytes.push(escaped.charCodeAt(i));
    }
    return new Uint8Array(bytes);
  }
}

class TextDecoder {
  get encoding() { return 'utf-8'; }

  decode(value = new Uint8Array()) {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let escaped = '';
    for (let i = 0; i < bytes.length; i++) escaped += `%${bytes[i] < 16 ? '0' : ''}${bytes[i].toString(16)}`;
    return decodeURIComponent(escaped);
  }
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function btoa(value) {
  const text = `${value}`;
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const a = text.charCodeAt(i), b = text.charCodeAt(i + 1), c = text.charCodeAt(i + 2);
    if (a > 255 || b > 255 || c > 255) throw new RangeError('btoa takes characters up to 255 only; encode the text first.');
    result += base64[a >> 2] + base64[((a & 3) << 4) | (b >> 4)];
    result += i + 1 < text.length ? base64[((b & 15) << 2) | (c >> 6)] : '=';
    result += i + 2 < text.length ? base64[c & 63] : '=';
  }
  return result;
}

function atob(value) {
  const text = `${value}`.replace(/[\t\n\f\r ]/g, '').replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(text) || text.length % 4 === 1) throw new RangeError('atob takes Base64 only.');
  let result = '';
  for (let i = 0, bits = 0, held = 0; i < text.length; i++) {
    held = ((held << 6) | base64.indexOf(text[i])) & 0xffff;
    bits += 6;
    if (bits >= 8) { bits -= 8; result += String.fromCharCode((held >> bits) & 255); }
  }
  return result;
}

Object.assign(globalThis, { TextEncoder, TextDecoder, btoa, atob });
