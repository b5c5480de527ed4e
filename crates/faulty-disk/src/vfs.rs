//! The file layer between SQLite and the usual one: all unsafe code of the workspace.
//!
//! Why it is sound:
//!
//! - **Memory of a file.** SQLite gives `xOpen` at least `szOsFile` bytes, aligned for any of its structures, and passes the same
//!   place to every method of the file until `xClose` returns, one call at a time. [`Handle`] takes the first bytes, and what the
//!   usual layer asks for itself follows; `szOsFile` is the sum, and [`Handle`] is a whole number of pointers, so that what
//!   follows is aligned too.
//! - **The methods of a file** are called only when `xOpen` has set `pMethods`, which is the last thing it does: the usual layer
//!   has opened its part by then, and its own `pMethods` point to methods that live as long as the process.
//! - **What is remembered of a file** is a box, owned by the handle alone: made by `xOpen`, taken back by `xClose`.
//! - **The layer itself** is a copy of the usual one, registered once and never freed. The functions that it keeps of it read
//!   of the layer only what was copied; `xOpen` and `xDelete` get the usual layer back.
//! - **Pointers from SQLite** (names, buffers, places for results) are valid as its documentation promises; they are read here
//!   during the call only, and otherwise handed through.
//! - **Panics** end the process at the border, as in every `extern "C"` function.
#![allow(unsafe_code, reason = "SQLite calls its file layer through C functions")]

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr::{null, null_mut};
use std::sync::OnceLock;

use rusqlite::ffi;
use rusqlite::ffi::{sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};

use crate::disk::{self, Open, Opening};

const NAME: &CStr = c"coterie-faulty-disk";

/// Makes the layer the default of this process, once. Gives SQLite's code when it refuses.
pub(crate) fn register() -> Result<(), c_int> {
    static REGISTERED: OnceLock<Result<(), c_int>> = OnceLock::new();
    *REGISTERED.get_or_init(|| {
        // SAFETY: a null name asks for the default layer. It is valid for ever, as layers of SQLite itself are; the copy is
        // leaked, so it is valid for ever too.
        unsafe {
            let usual = ffi::sqlite3_vfs_find(null());
            let Some(known) = usual.as_ref() else { return Err(ffi::SQLITE_NOTFOUND) };
            let layer = sqlite3_vfs {
                szOsFile: size_of::<Handle>() as c_int + known.szOsFile,
                pNext: null_mut(),
                zName: NAME.as_ptr(),
                pAppData: usual.cast(),
                xOpen: Some(open),
                xDelete: Some(delete),
                ..*known
            };
            match ffi::sqlite3_vfs_register(Box::into_raw(Box::new(layer)), 1) {
                ffi::SQLITE_OK => Ok(()),
                code => Err(code),
            }
        }
    })
}

/// The begin of an open file's memory; the usual layer's part follows.
#[repr(C)]
struct Handle {
    /// What SQLite knows of a file; it must come first.
    file: sqlite3_file,
    /// What is remembered of it; null outside watched folders.
    open: *mut Open,
}

/// The usual layer's part of an open file.
///
/// # Safety
/// `file` is a place that SQLite gave for a file of this layer.
unsafe fn usual(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: such a place is longer than a handle.
    unsafe { file.cast::<Handle>().add(1).cast() }
}

/// What is remembered of an open file, in a watched folder.
///
/// # Safety
/// `file` is open, and stays so while the reference is used.
unsafe fn remembered<'a>(file: *mut sqlite3_file) -> Option<&'a Open> {
    // SAFETY: the handle is initialised, and its box lives until the file is closed.
    unsafe { (*file.cast::<Handle>()).open.as_ref() }
}

/// The path that SQLite names; `None` for a file without a name, which is temporary.
///
/// # Safety
/// `name` is null, or a text that lives as long as the path is used.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    // SAFETY: as the caller promises.
    (!name.is_null()).then(|| Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes())))
}

/// Calls a method of the usual layer on its part of an open file; `SQLITE_IOERR` where there is none.
macro_rules! usually {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let file = usual($file);
        (*(*file).pMethods).$method.map_or(ffi::SQLITE_IOERR, |method| method(file $(, $argument)*))
    }};
}

/// Methods that only hand through.
macro_rules! hand_through {
    ($($name:ident $method:ident ($($argument:ident: $type:ty),*);)*) => {
        $(unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $type)*) -> c_int {
            // SAFETY: the file is open, and so is the usual layer's part of it.
            unsafe { usually!(file, $method $(, $argument)*) }
        })*
    };
}

hand_through! {
    read xRead(to: *mut c_void, bytes: c_int, offset: sqlite3_int64);
    file_size xFileSize(size: *mut sqlite3_int64);
    lock xLock(level: c_int);
    unlock xUnlock(level: c_int);
    check_reserved_lock xCheckReservedLock(found: *mut c_int);
    file_control xFileControl(what: c_int, argument: *mut c_void);
    sector_size xSectorSize();
    device_characteristics xDeviceCharacteristics();
    shm_map xShmMap(page: c_int, bytes: c_int, extend: c_int, to: *mut *mut c_void);
    shm_lock xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap xShmUnmap(delete: c_int);
}

/// Version 2: with shared memory, which a write-ahead log needs, and without mapping the file, which would write past us.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    layer: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    // SAFETY: the layer is ours, so its data is the usual layer; `file` is a place for a file of ours, not initialised yet; the
    // name lives until the file is closed.
    unsafe {
        file.cast::<Handle>().write(Handle { file: sqlite3_file { pMethods: null() }, open: null_mut() });
        let part = usual(file);
        part.write(sqlite3_file { pMethods: null() });
        let opening = path(name).and_then(Opening::of);
        if opening.as_ref().is_some_and(Opening::is_stopped) {
            return ffi::SQLITE_CANTOPEN;
        }
        let under = (*layer).pAppData.cast::<sqlite3_vfs>();
        let code =
            (*under).xOpen.map_or(ffi::SQLITE_CANTOPEN, |open| open(under, name, part, flags, flags_out));
        if code != ffi::SQLITE_OK {
            // A layer that fails and leaves methods wants its part closed.
            if !(*part).pMethods.is_null() {
                let _ = usually!(file, xClose);
            }
            return code;
        }
        match opening.map(|opening| opening.opened(|| contents(file))) {
            Some(Ok(open)) => (*file.cast::<Handle>()).open = Box::into_raw(Box::new(open)),
            Some(Err(code)) => {
                let _ = usually!(file, xClose);
                return code;
            }
            None => {}
        }
        (*file).pMethods = &raw const METHODS;
        ffi::SQLITE_OK
    }
}

/// Everything that a file holds, or the code of what failed.
///
/// # Safety
/// The usual layer's part of the file is open.
unsafe fn contents(file: *mut sqlite3_file) -> Result<Vec<u8>, c_int> {
    let mut size = 0;
    // SAFETY: the part is open, and the buffer as long as what is read into it.
    unsafe {
        done(usually!(file, xFileSize, &raw mut size))?;
        let bytes = c_int::try_from(size).map_err(|_| ffi::SQLITE_TOOBIG)?;
        let mut contents = vec![0; size as usize];
        done(usually!(file, xRead, contents.as_mut_ptr().cast(), bytes, 0))?;
        Ok(contents)
    }
}

fn done(code: c_int) -> Result<(), c_int> {
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(code) }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: the file is open, and this is the last call with it; the box was made by `open`, and nobody else has it.
    unsafe {
        let code = usually!(file, xClose);
        let open = std::mem::replace(&mut (*file.cast::<Handle>()).open, null_mut());
        if !open.is_null() {
            drop(Box::from_raw(open));
        }
        code
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    bytes: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: the file is open; `from` points to so many bytes for as long as the call takes.
    unsafe {
        let write = || usually!(file, xWrite, from, bytes, offset);
        match remembered(file) {
            Some(open) => {
                let data = std::slice::from_raw_parts(from.cast::<u8>(), bytes as usize);
                open.write(offset as u64, data, write)
            }
            None => write(),
        }
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        let cut = || usually!(file, xTruncate, size);
        remembered(file).map_or_else(cut, |open| open.cut(size as u64, cut))
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: the file is open.
    unsafe { remembered(file).map_or_else(|| usually!(file, xSync, flags), Open::sync) }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: the file is open, and so is the usual layer's part of it.
    unsafe {
        let part = usual(file);
        if let Some(barrier) = (*(*part).pMethods).xShmBarrier {
            barrier(part);
        }
    }
}

unsafe extern "C" fn delete(layer: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: the layer is ours, so its data is the usual layer; the name lives as long as the call.
    unsafe {
        let under = (*layer).pAppData.cast::<sqlite3_vfs>();
        let delete =
            || (*under).xDelete.map_or(ffi::SQLITE_IOERR_DELETE, |delete| delete(under, name, sync_folder));
        match path(name) {
            Some(path) => disk::delete(path, delete),
            None => delete(),
        }
    }
}
