package io.tandem.teams;

import java.util.List;

/**
 * What a Teams administrator types to upload a targeting hierarchy: there is no Graph API for it (graph-contract 14.3,
 * commerce-contract R27).
 */
public final class TargetingUpload {
    private TargetingUpload() {}

    /**
     * {@return the lines of PowerShell that upload the file}
     *
     * @param file path of the CSV
     */
    public static List<String> upload(String file) {
        return List.of("Set-TeamTargetingHierarchy -FilePath '" + file.replace("'", "''") + "'");
    }

    /** {@return the lines of PowerShell that tell what became of it: of the last upload, and of the one with an id} */
    public static List<String> status() {
        return List.of(
                "Get-TeamTargetingHierarchyStatus",
                "Get-TeamTargetingHierarchyStatus -RequestId REQUEST-ID-OF-THE-UPLOAD");
    }
}
