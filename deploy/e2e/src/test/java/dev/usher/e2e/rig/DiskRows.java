package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** Disks that are full. */
final class DiskRows {
    static final List<Row> ROWS = List.of(
            row("F-DK-1", "the store of uploads is full or read-only: 503, nothing written")
                    .inSuite("shared-kernel", "FileObjectStorageTest", "F_DK_1_")
                    .inSuite("profile-service", "AvatarControllerTest", "F_DK_1_"),
            row("F-DK-2", "an upload that breaks off leaves nothing")
                    .inSuite("profile-service", "AvatarControllerTest", "F_DK_2_")
                    .full(AvatarWindows::upload_breaks_off),
            row("F-DK-3", "the disk of the log is full: the service goes on").full(AvatarWindows::log_is_full));

    private DiskRows() {}
}
