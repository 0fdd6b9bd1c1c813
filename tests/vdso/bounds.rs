//! Checks what must hold for any bytes: everything that the parser finds lies inside them.

use std::ffi::CStr;

use trapgate::vdso::image::Image;

/// Reads all symbols of an image and returns how many there are, or `None` if the bytes are no
/// image.
#[track_caller]
pub(crate) fn read(bytes: &[u8]) -> Option<usize> {
    let inside = |string: &CStr| {
        let string = string.to_bytes_with_nul().as_ptr_range();
        let bytes = bytes.as_ptr_range();
        assert!(bytes.start <= string.start && string.end <= bytes.end);
    };
    let image = Image::parse(bytes)?;
    let mut symbols = image.symbols();
    let mut count = 0;
    let mut last = None;
    for symbol in symbols.by_ref() {
        assert!(symbol.offset < bytes.len(), "{symbol:?}");
        assert!(!symbol.name.is_empty());
        inside(symbol.name);
        symbol.version.map(inside);
        count += 1;
        // A symbol takes at least 16 bytes.
        assert!(count <= bytes.len() / 16);
        last = Some(symbol);
    }
    assert_eq!(symbols.next(), None);
    // If the name and the version are UTF-8, the symbol is also found by name.
    if let Some(last) = last {
        let version = last.version.map_or(Ok(""), CStr::to_str);
        if let (Ok(name), Ok(version)) = (last.name.to_str(), version) {
            let found = image.symbol(name, version).expect("found a moment ago");
            assert_eq!(found.name, last.name);
            assert_eq!(found.version, last.version);
        }
    }
    Some(count)
}
