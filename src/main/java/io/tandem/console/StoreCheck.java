package io.tandem.console;

import io.tandem.model.Communications;
import io.tandem.teams.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What keeps stores from their teams and people from theirs: licences, accounts, links, managers.
 *
 * @param findings by store
 */
record StoreCheck(Supplier<Map<String, List<Finding>>> findings) implements Check {
    private static final int NAMED = 5;

    @Override
    public String name() {
        return "stores";
    }

    @Override
    public List<Diagnosis> look() {
        Map<String, List<String>> stores = new TreeMap<>();
        Map<String, Finding> examples = new TreeMap<>();
        new TreeMap<>(findings.get())
                .forEach((store, some) -> some.forEach(finding -> {
                    String kind = kind(finding);
                    examples.putIfAbsent(kind, finding);
                    stores.computeIfAbsent(kind, none -> new ArrayList<>()).add(store);
                }));
        return examples.entrySet().stream()
                .map(one -> diagnosis(one.getKey(), one.getValue(), stores.getOrDefault(one.getKey(), List.of())))
                .toList();
    }

    /** {@code NoManager} as {@code no-manager}. */
    private static String kind(Finding finding) {
        return finding.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static Diagnosis diagnosis(String kind, Finding example, List<String> stores) {
        return new Diagnosis(
                isNews(example) ? Diagnosis.Severity.NOTES : Diagnosis.Severity.WARNS,
                "finding:" + kind,
                Wording.count(stores.size(), "time", "times") + ", "
                        + where(stores.stream().distinct().toList()) + ": " + example.sentence(),
                remedy(example));
    }

    private static String where(List<String> all) {
        List<String> stores = all.stream()
                .filter(store -> !store.equals(Communications.TEAM.value()))
                .toList();
        if (stores.isEmpty()) {
            return Communications.TEAM.words();
        }
        List<String> some = stores.stream().limit(NAMED).toList();
        long more = all.size() - some.size();
        return "in stores " + String.join(", ", some)
                + (more > 0 ? " and " + Wording.count(more, "other", "others") : "");
    }

    /** What is as somebody wants it, or ends by itself. */
    private static boolean isNews(Finding finding) {
        return finding instanceof Finding.StoreClosed
                || finding instanceof Finding.ToBeArchived
                || finding instanceof Finding.TeamArchived
                || finding instanceof Finding.NotArchivedByDecision
                || finding instanceof Finding.AddedByHand
                || finding instanceof Finding.KeptByDecision;
    }

    private static String remedy(Finding finding) {
        return switch (finding) {
            case Finding.StoreUnknown unknown -> "have Commerce send store.opened for it";
            case Finding.Renumbered renumbered ->
                "close one of the two stores in Commerce, or give one another operating unit";
            case Finding.NoManager none ->
                "assign a manager with an account and a licence in Commerce, or set tandem.teams.fallback-owner";
            case Finding.NoTaskManager none ->
                "grant the role Retail task manager to somebody with an account and a licence";
            case Finding.CommunicationsOwnerUnusable owner ->
                "correct tandem.teams.communications-owners, or mend the account";
            case Finding.NotEmployed worker -> "have Commerce send worker.hired";
            case Finding.NotLinked worker -> "link the worker to an Entra account in Commerce HQ";
            case Finding.AccountMissing worker -> "correct the link in Commerce HQ, or make the account in Entra";
            case Finding.AccountDisabled worker -> "enable the account in Entra, or end the employment in Commerce";
            case Finding.NotLicensed worker -> "assign a licence with Teams in Entra";
            case Finding.FallbackOwnerUnusable fallback -> "correct tandem.teams.fallback-owner, or mend its account";
            case Finding.TeamNamedNoMore former ->
                "name the team again in Commerce or a mapping file, or have the store let go of it with"
                        + " './tandem mappings release'";
            case Finding.LastOwnerStays owner -> "assign another manager in Commerce";
            case Finding.AddedByHand stranger ->
                "assign the person in Commerce, or choose what becomes of such people with tandem.teams.strangers";
            default -> "'./tandem explain store' says more of each";
        };
    }
}
