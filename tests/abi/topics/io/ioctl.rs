//! Devices.

use std::fmt::Debug;
use std::mem::offset_of;

use trapgate::fs::Dev;
use trapgate::fs::{
    FiemapExtent, FiemapExtentFlags, FiemapFlags, FileDedupeRangeInfo, FsSysfsPath, FstrimRange,
    Fsuuid2, Fsxattr, InodeFlags,
};
use trapgate::io::Request;
use trapgate::mm::{
    PageCategories, PageRegion, PmScanArg, PmScanFlags, ProcmapQuery, ProcmapQueryFlags,
};
use trapgate::tty::{
    ControlFlags, FlowAction, FlushQueue, InputFlags, LineDiscipline, LocalFlags, ModemFlags,
    OutputFlags, PacketFlags, Speed, Termios, Termios2, Winsize,
};

use crate::abi::behaviour::offset;
use crate::abi::layouts::{Layout, layout};
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            // Flags that have no prefix of their own.
            ControlFlags: "*" but "*";
            InputFlags: "*" but "*";
            LocalFlags: "*" but "*";
            OutputFlags: "*" but "*";
            FiemapExtentFlags: "FIEMAP_EXTENT_*" in "ioctl";
            FiemapFlags: "FIEMAP_FLAG_*" in "ioctl";
            FlowAction [OOFF OON IOFF ION]: "TC*" but "*";
            FlushQueue [IFLUSH OFLUSH IOFLUSH]: "TC*" but "*";
            InodeFlags: "FS_*_FL";
            LineDiscipline [
                TTY SLIP MOUSE PPP STRIP AX25 X25 _6PACK MASC R3964 PROFIBUS_FDL IRDA
                SMSBLOCK HDLC SYNC_PPP HCI GIGASET_M101 SLCAN PPS V253 CAIF GSM0710 TI_WL
                TRACESINK TRACEROUTER NCI SPEAKUP NULL MCTP DEVELOPMENT CAN327
            ]: "N_*" but "*";
            ModemFlags: "TIOCM_*";
            PacketFlags: "TIOCPKT_*" but "TIOCPKT_DATA"; // 0, the empty set
            PageCategories: "PAGE_IS_*";
            PmScanFlags: "PM_SCAN_*";
            ProcmapQueryFlags: "PROCMAP_QUERY_*";
            // Some of the hundreds.
            Request [
                BLKALIGNOFF BLKBSZGET BLKBSZSET BLKDISCARD BLKDISCARDZEROES BLKFLSBUF
                BLKGETDISKSEQ BLKGETSIZE64 BLKIOMIN BLKIOOPT BLKPBSZGET BLKRAGET BLKRASET
                BLKROGET BLKROSET BLKROTATIONAL BLKRRPART BLKSECDISCARD BLKSECTGET
                BLKSSZGET BLKZEROOUT FIBMAP FICLONE FICLONERANGE FIDEDUPERANGE FIFREEZE
                FIGETBSZ FIOASYNC FIOCLEX FIONBIO FIONCLEX FIONREAD FIOQSIZE FITHAW FITRIM
                FS_IOC_FIEMAP FS_IOC_FSGETXATTR FS_IOC_FSSETXATTR FS_IOC_GETFLAGS FS_IOC_GETFSLABEL FS_IOC_GETFSSYSFSPATH
                FS_IOC_GETFSUUID FS_IOC_GETVERSION FS_IOC_SETFLAGS FS_IOC_SETFSLABEL
                FS_IOC_SETVERSION PAGEMAP_SCAN PROCMAP_QUERY TCFLSH TCGETS TCGETS2 TCSBRK TCSBRKP TCSETS TCSETS2
                TCSETSF TCSETSF2 TCSETSW TCSETSW2 TCXONC TIOCCBRK TIOCEXCL TIOCGETD
                TIOCGEXCL TIOCGPGRP TIOCGPKT TIOCGPTLCK TIOCGPTN TIOCGPTPEER TIOCGSID
                TIOCGWINSZ TIOCMBIC TIOCMBIS TIOCMGET TIOCMSET TIOCNOTTY TIOCNXCL TIOCOUTQ
                TIOCPKT TIOCSBRK TIOCSCTTY TIOCSETD TIOCSPGRP TIOCSPTLCK TIOCSTI
                TIOCSWINSZ UFFDIO_API UFFDIO_CONTINUE UFFDIO_COPY UFFDIO_MOVE UFFDIO_POISON
                UFFDIO_REGISTER UFFDIO_UNREGISTER UFFDIO_WAKE UFFDIO_WRITEPROTECT
                UFFDIO_ZEROPAGE USERFAULTFD_IOC_NEW
            ]: "*" but "*" in "ioctl";
            Speed [
                B0 B50 B75 B110 B134 B150 B200 B300 B600 B1200 B1800 B2400 B4800 B9600
                B19200 B38400 BOTHER B57600 B115200 B230400 B460800 B500000 B576000
                B921600 B1000000 B1152000 B1500000 B2000000 B2500000 B3000000 B3500000
                B4000000
            ]: "*" but "*";
        },
        structs: structs! {
            FiemapExtent = "struct fiemap_extent", "fe_" [logical physical length flags]:
                "include/uapi/linux/fiemap.h, 2.6.28: size=56 fe_logical=0 fe_physical=8 fe_length=16 fe_flags=40";
            FileDedupeRangeInfo = "struct file_dedupe_range_info", "" (dedupe_info()):
                "general::file_dedupe_range_info";
            FsSysfsPath = "struct fs_sysfs_path", "" [len name]: "general::fs_sysfs_path";
            FstrimRange = "struct fstrim_range", "" [start len minlen]: "general::fstrim_range";
            Fsuuid2 = "struct fsuuid2", "" [len uuid]: "general::fsuuid2";
            Fsxattr = "struct fsxattr", "fsx_" (fsxattr()): "general::fsxattr";
            PageRegion = "struct page_region", "" [start end categories]: "general::page_region";
            PmScanArg = "struct pm_scan_arg", "" (pm_scan_arg()): "general::pm_scan_arg";
            ProcmapQuery = "struct procmap_query", "" (procmap_query()): "general::procmap_query";
            Termios = "struct termios", "c_" [iflag oflag cflag lflag line cc]: "general::termios";
            Termios2 = "struct termios2", "c_" [iflag oflag cflag lflag line cc ispeed ospeed]:
                "general::termios2" "libc::termios2";
            Winsize = "struct winsize", "ws_" [row col xpixel ypixel]:
                "general::winsize" "libc::winsize";
        },
        unknown: UNKNOWN,
        own: &["SIZE_AT"],
        inner: &["Fiemap", "FileDedupeRange"],
        headers: &[
            "asm/ioctls.h",
            "asm/termbits.h",
            "asm/termios.h",
            "linux/fiemap.h",
            "linux/fs.h",
            "linux/tty.h",
        ],
        since: &[
            ("struct page_region", [6, 7]),
            ("struct pm_scan_arg", [6, 7]),
            ("struct procmap_query", [6, 11]),
            ("struct fs_sysfs_path", [6, 9]),
            ("struct fsuuid2", [6, 9]),
        ],
        ..Topic::default()
    }
}

const UNKNOWN: &[(&str, u64, &str)] = &[
    ("PAGEMAP_SCAN", 0xc060_6610, "include/uapi/linux/fs.h, 6.7"),
    (
        "PROCMAP_QUERY",
        0xc068_6611,
        "include/uapi/linux/fs.h, 6.11",
    ),
    (
        "FS_IOC_GETFSUUID",
        0x8011_1500,
        "include/uapi/linux/fs.h, 6.9",
    ),
    (
        "FS_IOC_GETFSSYSFSPATH",
        0x8081_1501,
        "include/uapi/linux/fs.h, 6.9",
    ),
    ("N_TTY", 0, "include/uapi/linux/tty.h"),
    ("N_SLIP", 1, "include/uapi/linux/tty.h"),
    ("N_MOUSE", 2, "include/uapi/linux/tty.h"),
    ("N_PPP", 3, "include/uapi/linux/tty.h"),
    ("N_STRIP", 4, "include/uapi/linux/tty.h"),
    ("N_AX25", 5, "include/uapi/linux/tty.h"),
    ("N_X25", 6, "include/uapi/linux/tty.h"),
    ("N_6PACK", 7, "include/uapi/linux/tty.h"),
    ("N_MASC", 8, "include/uapi/linux/tty.h"),
    ("N_R3964", 9, "include/uapi/linux/tty.h"),
    ("N_PROFIBUS_FDL", 10, "include/uapi/linux/tty.h"),
    ("N_IRDA", 11, "include/uapi/linux/tty.h"),
    ("N_SMSBLOCK", 12, "include/uapi/linux/tty.h"),
    ("N_HDLC", 13, "include/uapi/linux/tty.h"),
    ("N_SYNC_PPP", 14, "include/uapi/linux/tty.h"),
    ("N_HCI", 15, "include/uapi/linux/tty.h"),
    ("N_GIGASET_M101", 16, "include/uapi/linux/tty.h"),
    ("N_SLCAN", 17, "include/uapi/linux/tty.h"),
    ("N_PPS", 18, "include/uapi/linux/tty.h"),
    ("N_V253", 19, "include/uapi/linux/tty.h"),
    ("N_CAIF", 20, "include/uapi/linux/tty.h"),
    ("N_GSM0710", 21, "include/uapi/linux/tty.h"),
    ("N_TI_WL", 22, "include/uapi/linux/tty.h"),
    ("N_TRACESINK", 23, "include/uapi/linux/tty.h"),
    ("N_TRACEROUTER", 24, "include/uapi/linux/tty.h"),
    ("N_NCI", 25, "include/uapi/linux/tty.h"),
    ("N_SPEAKUP", 26, "include/uapi/linux/tty.h"),
    ("N_NULL", 27, "include/uapi/linux/tty.h"),
    ("N_MCTP", 28, "include/uapi/linux/tty.h"),
    ("N_DEVELOPMENT", 29, "include/uapi/linux/tty.h"),
    ("N_CAN327", 30, "include/uapi/linux/tty.h"),
];

/// Adds numbers that are no fields for others: where one is, the byte 1 shows.
fn private<T: Debug>(mut layout: Layout, prefix: &str, fields: &[&str]) -> Layout {
    for field in fields {
        let shown = format!(" {field}: 1,");
        // SAFETY: numbers all.
        let at = unsafe { offset::<T>(|value| format!("{value:?}").contains(&shown)) };
        layout.insert(format!("{prefix}{field}"), at);
    }
    layout
}

fn fsxattr() -> Layout {
    let public = layout!(Fsxattr, "fsx_": extsize nextents projid cowextsize);
    private::<Fsxattr>(public, "fsx_", &["xflags"])
}

fn pm_scan_arg() -> Layout {
    let public = layout!(PmScanArg, "": flags start end walk_end max_pages category_inverted
        category_mask category_anyof_mask return_mask);
    private::<PmScanArg>(public, "", &["size", "vec", "vec_len"])
}

/// The kernel has two fields for the device.
fn procmap_query() -> Layout {
    let public = layout!(ProcmapQuery, "": query_flags query_addr vma_start vma_end vma_flags
        vma_page_size vma_offset inode dev);
    let fields = ["size", "vma_name_size", "build_id_size", "vma_name_addr"];
    let mut layout = private::<ProcmapQuery>(public, "", &fields);
    let dev = layout.remove("dev").unwrap();
    layout.insert("dev_major".into(), dev + offset_of!(Dev, major));
    layout.insert("dev_minor".into(), dev + offset_of!(Dev, minor));
    // The last one has no comma behind it.
    layout.insert("build_id_addr".into(), size_of::<ProcmapQuery>() - 8);
    layout
}

/// The descriptor has a lifetime, and is no field for others.
fn dedupe_info() -> Layout {
    let mut info = layout!(FileDedupeRangeInfo<'_>, "": dest_offset bytes_deduped status);
    // SAFETY: numbers all.
    let dest = unsafe { offset::<FileDedupeRangeInfo<'_>>(|info| info.dest().as_raw_fd() != 0) };
    info.insert("dest_fd".into(), dest);
    info
}
