import { classloaderUrl, literal, type Snippet, verifyUrl } from './target.ts';

export const java: Snippet = {
  id: 'java',
  title: 'Java',
  about:
    'JDK 11 or later, nothing else: `java LanyardClient.java`. It checks the licence and the signature of the answer, then downloads the release encrypted for this one request and decrypts it.',
  parts: (target) => [
    {
      title: 'LanyardClient.java',
      text: `import java.io.*;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.X509EncodedKeySpec;
import java.util.*;
import java.util.regex.*;
import javax.crypto.Cipher;
import javax.crypto.spec.*;

public class LanyardClient {
    static final String VERIFY = ${literal(verifyUrl(target))};
    static final String CLASSLOADER = ${literal(classloaderUrl(target))};
    static final String PRODUCT = ${literal(target.product.id)};
    static final String KEY = ${literal(target.key)};
    static final String PUBLIC_KEY = ${literal(target.publicKeyBase64)};
    static final String MACHINE = "my-machine-0001";
    static final String BRANCH = ${target.branch === null ? 'null' : literal(target.branch)};
    static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        PublicKey vendor = vendorKey();
        verify(vendor);
        Path file = Path.of(arguments.length > 0 ? arguments[0] : ${literal(target.file?.name ?? 'download.jar')});
        System.out.println(download(vendor, file) + " bytes downloaded to " + file);
    }

    static void verify(PublicKey vendor) throws Exception {
        String challenge = UUID.randomUUID().toString();
        String question = "{\\"licenseKey\\":\\"" + KEY + "\\",\\"productId\\":\\"" + PRODUCT
            + "\\",\\"hardwareIdentifier\\":\\"" + MACHINE + "\\",\\"challenge\\":\\"" + challenge + "\\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(VERIFY))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question))
            .build();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (!answer.contains("\\"valid\\":true")) throw new IOException("Refused: " + answer);
        Matcher signed = Pattern.compile("\\"challengeResponse\\":\\"([0-9a-f]+)\\"").matcher(answer);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(vendor);
        signature.update(challenge.getBytes(StandardCharsets.UTF_8));
        if (!signed.find() || !signature.verify(bytes(signed.group(1))))
            throw new IOException("The answer is not from the vendor");
        System.out.println("License is valid");
    }

    static long download(PublicKey vendor, Path file) throws Exception {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, vendor);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("licenseKey", KEY);
        query.put("productId", PRODUCT);
        query.put("sessionKey", hex(rsa.doFinal(secret)));
        query.put("hardwareIdentifier", MACHINE);
        if (BRANCH != null) query.put("branch", BRANCH);
        StringJoiner parts = new StringJoiner("&");
        query.forEach((name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpResponse<InputStream> answer = HTTP.send(
            HttpRequest.newBuilder(URI.create(CLASSLOADER + "?" + parts)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200)
            throw new IOException("Refused: " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        byte[] key = MessageDigest.getInstance("SHA-256").digest(hex(secret).getBytes(StandardCharsets.US_ASCII));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        long size = 0;
        try (DataInputStream frames = new DataInputStream(new BufferedInputStream(answer.body()));
             OutputStream plain = Files.newOutputStream(part)) {
            for (int first; (first = frames.read()) != -1; ) {
                int length = first << 24 | frames.readUnsignedByte() << 16 | frames.readUnsignedShort();
                byte[] iv = frames.readNBytes(12), tag = frames.readNBytes(16), sealed = frames.readNBytes(length - 28);
                byte[] input = Arrays.copyOf(sealed, sealed.length + tag.length);
                System.arraycopy(tag, 0, input, sealed.length, tag.length);
                Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
                gcm.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
                byte[] chunk = gcm.doFinal(input);
                plain.write(chunk);
                size += chunk.length;
            }
        }
        if (size != answer.headers().firstValueAsLong("X-File-Size").orElse(-1)) throw new EOFException("The download broke off");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return size;
    }

    static PublicKey vendorKey() throws Exception {
        String pem = new String(Base64.getDecoder().decode(PUBLIC_KEY), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) text.append(String.format("%02x", one));
        return text.toString();
    }

    static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int index = 0; index < bytes.length; index++)
            bytes[index] = (byte) Integer.parseInt(hex.substring(2 * index, 2 * index + 2), 16);
        return bytes;
    }
}
`,
    },
  ],
};
