package io.tandem.component.graph.client;

import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why there is no token. Takes no text from the failure but its code: the rest might hold what is secret. */
final class TokenFailure {
    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");
    private static final int UNAUTHORIZED = 401;

    private TokenFailure() {}

    /** Returns unavailable for a network or server in trouble, else a rejection with the authority's code. */
    static GraphAnswer answer(Throwable failure) {
        List<Throwable> chain = Stream.<Throwable>iterate(failure, one -> one != null, Throwable::getCause)
                .limit(20)
                .toList();
        Optional<Throwable> trouble =
                chain.stream().filter(TokenFailure::isTrouble).reduce((outer, inner) -> inner);
        if (trouble.isPresent()) {
            return new GraphAnswer.Unavailable(false, "no token: " + name(trouble.get()), null);
        }
        Optional<String> code = chain.stream().flatMap(TokenFailure::code).findFirst();
        if (code.isPresent()) {
            return rejected(code.get(), "the authority refused to issue a token");
        }
        return chain.stream().anyMatch(CredentialUnavailableException.class::isInstance)
                ? rejected("CredentialUnavailable", "the credential is not available here")
                : rejected(name(chain.getLast()), "no token was issued");
    }

    private static GraphAnswer rejected(String code, String message) {
        return new GraphAnswer.Rejected(UNAUTHORIZED, code, message, "");
    }

    private static Stream<String> code(Throwable failure) {
        Matcher matcher = CODE.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? Stream.of(matcher.group()) : Stream.empty();
    }

    private static boolean isTrouble(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || (failure instanceof MsalServiceException refusal && isServerTrouble(refusal.statusCode()));
    }

    private static boolean isServerTrouble(@Nullable Integer status) {
        return status != null && (status == 429 || status >= 500);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
