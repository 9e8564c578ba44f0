//! Loops compiled for the processor that is found.

/// Runs a loop over plain numbers, compiled for the widest vectors that the processor has: up to 512 bits where `pulp` finds
/// them, 128 in wasm and baseline x86-64.
///
/// No multiplication is fused with an addition, so the bits are the same everywhere. The closure and all that it calls
/// must be inlined, or they are compiled for the narrowest.
#[inline(always)]
pub(crate) fn widest<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    return pulp::Arch::new().dispatch(work);
    #[cfg(not(target_arch = "x86_64"))]
    work()
}
