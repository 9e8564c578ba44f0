//! The allocator of infoplane's wasm programs: the standard library's, kept in functions of its own.
//!
//! The compiler knows that memory from `alloc_zeroed` holds zeros. When link-time optimization copies the
//! allocator's `dealloc` next to such an allocation, it takes the size that the allocator keeps *before* the
//! memory for zero as well, and the program ends in the allocator's own check: `vec![0.0; n]`, used and
//! dropped in one function, was enough. A call that cannot be inlined keeps the two apart, and is smaller.

use std::alloc::{GlobalAlloc, Layout, System};

/// [`System`], never inlined.
#[derive(Clone, Copy, Debug)]
pub struct Apart;

// SAFETY: every method passes its arguments to the same method of `System` and returns what that returns,
// so that the callers' promises to us are promises to `System`, and its promises are ours.
unsafe impl GlobalAlloc for Apart {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: see above.
        unsafe { System.alloc(layout) }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: see above.
        unsafe { System.dealloc(memory, layout) }
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: see above.
        unsafe { System.alloc_zeroed(layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: see above.
        unsafe { System.realloc(memory, layout, size) }
    }
}
