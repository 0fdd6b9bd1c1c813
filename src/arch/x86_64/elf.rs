//! Offsets of the fields of ELF's structs, in bytes, for 64-bit images
//! (`include/uapi/linux/elf.h`).

/// `e_ident[EI_CLASS]`: `ELFCLASS64`.
pub(crate) const CLASS: u8 = 2;

/// `e_machine`: `EM_X86_64`.
pub(crate) const MACHINE: u16 = 62;

/// `Elf64_Ehdr`.
pub(crate) mod ehdr {
    pub(crate) const PHOFF: usize = 32;
    pub(crate) const PHENTSIZE: usize = 54;
    pub(crate) const PHNUM: usize = 56;
}

/// `Elf64_Phdr`.
pub(crate) mod phdr {
    pub(crate) const SIZE: usize = 56;
    pub(crate) const FLAGS: usize = 4;
    pub(crate) const OFFSET: usize = 8;
    pub(crate) const VADDR: usize = 16;
    pub(crate) const FILESZ: usize = 32;
    pub(crate) const MEMSZ: usize = 40;
}

/// `Elf64_Sym`.
pub(crate) mod sym {
    pub(crate) const SIZE: usize = 24;
    pub(crate) const INFO: usize = 4;
    pub(crate) const SHNDX: usize = 6;
    pub(crate) const VALUE: usize = 8;
    pub(crate) const ST_SIZE: usize = 16;
}
