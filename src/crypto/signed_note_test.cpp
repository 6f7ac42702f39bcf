#include "core/check.hpp"
#include "crypto/checkpoint.hpp"
#include "crypto/signed_note.hpp"

#include <gtest/gtest.h>

namespace evenhand::crypto::signed_note_test {

// The pair and note that the documentation of golang.org/x/mod/sumdb/note publishes.
constexpr std::string_view published_vkey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view published_secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view published_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view published_signature =
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

// A checkpoint that Go's checksum database signed, and its published key: bytes of a stranger.
constexpr std::string_view go_vkey =
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
constexpr std::string_view go_checkpoint =
    "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 sum.golang.org "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

constexpr std::string_view origin = "log.example/working-win";

SigningKey key_of(std::uint8_t byte)
{
    return SigningKey::from_seed(SecretKey::from_bytes(Bytes(32, byte)).value());
}

NoteVerifier verifier_of(std::uint8_t byte, std::string_view name = origin)
{
    return NoteVerifier::make(name, key_of(byte).public_key()).value();
}

Checkpoint example_checkpoint()
{
    return {std::string(origin), {1234, sha256("root")}};
}

std::string example_note()
{
    return sign_checkpoint(example_checkpoint(), verifier_of(1), key_of(1));
}

NoteRefusal note_refusal(std::string_view note)
{
    return parse_note(note).error();
}

CheckpointRefusal text_refusal(std::string_view text)
{
    return parse_checkpoint_text(text).error();
}

TEST(SignedNote, SignsThePublishedNoteByteForByte)
{
    const Bytes encoded = from_base64(published_secret).value();
    const auto seed = SecretKey::from_bytes(ByteView(encoded).subspan(1)).value();
    const auto verifier = NoteVerifier::parse(published_vkey).value();
    EXPECT_EQ(sign_note(published_text, verifier, SigningKey::from_seed(seed)),
              std::string(published_text) + "\n" + std::string(published_signature));
    EXPECT_EQ(verifier.text(), published_vkey);
}

TEST(SignedNote, ACheckpointOfGosChecksumDatabaseIsReadAndVerified)
{
    const auto note = parse_note(go_checkpoint);
    ASSERT_TRUE(note);
    const auto verifier = NoteVerifier::parse(go_vkey);
    ASSERT_TRUE(verifier);
    EXPECT_EQ(verify_note(*note, *verifier), std::nullopt);
    const auto checkpoint = parse_checkpoint_text(note->text);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->head.size, 20852163U);
    // Its origin is not its key's name, as we ask of a log of ours.
    EXPECT_EQ(open_checkpoint(go_checkpoint, *verifier).error(), CheckpointRefusal::other_origin);
}

TEST(SignedNote, AnotherTextDoesNotVerify)
{
    auto note = parse_note(go_checkpoint).value();
    note.text[0] = 'G';
    EXPECT_EQ(verify_note(note, NoteVerifier::parse(go_vkey).value()), NoteRefusal::bad_signature);
}

TEST(SignedNote, SignaturesByOthersArePassedOverButOneOfOursThatFailsIsNot)
{
    const std::string text = "text\n";
    const std::string ours = note_signature_line(text, verifier_of(1), key_of(1));
    const std::string witness =
        note_signature_line(text, verifier_of(2, "witness.example"), key_of(2));
    const std::string bad_ours = note_signature_line("other\n", verifier_of(1), key_of(1));
    const auto verdict = [&](const std::string& block) {
        return verify_note(parse_note(text + "\n" + block).value(), verifier_of(1));
    };
    EXPECT_EQ(verdict(ours), std::nullopt);
    EXPECT_EQ(verdict(witness + ours), std::nullopt);
    EXPECT_EQ(verdict(witness), NoteRefusal::no_known_signature);
    EXPECT_EQ(verdict(ours + bad_ours), NoteRefusal::bad_signature);
    // Our name over another key is another key.
    EXPECT_EQ(verdict(note_signature_line(text, verifier_of(3), key_of(3))),
              NoteRefusal::no_known_signature);
}

TEST(SignedNote, TheTextMayHoldEmptyLines)
{
    const std::string text = "one\n\ntwo\n";
    const auto note = parse_note(sign_note(text, verifier_of(1), key_of(1)));
    ASSERT_TRUE(note);
    EXPECT_EQ(note->text, text);
    EXPECT_EQ(verify_note(*note, verifier_of(1)), std::nullopt);
}

TEST(SignedNote, RefusesWhatIsNoNote)
{
    const std::string line = note_signature_line("a\n", verifier_of(1), key_of(1));
    EXPECT_EQ(note_refusal(""), NoteRefusal::no_signature_block);
    EXPECT_EQ(note_refusal("a\n"), NoteRefusal::no_signature_block);
    EXPECT_EQ(note_refusal("a\n\n"), NoteRefusal::no_signature_block);
    EXPECT_EQ(note_refusal("a\n" + line), NoteRefusal::no_signature_block);
    EXPECT_EQ(note_refusal("a\t\n\n" + line), NoteRefusal::not_text);
    EXPECT_EQ(note_refusal("\xff\n\n" + line), NoteRefusal::not_text);
    EXPECT_EQ(note_refusal("a\r\n\n" + line), NoteRefusal::not_text);
    EXPECT_EQ(note_refusal(std::string(70'000, 'a') + "\n\n" + line), NoteRefusal::too_long);
    EXPECT_EQ(note_refusal("a\n\n" + line.substr(0, line.size() - 1)),
              NoteRefusal::malformed_signature);
    EXPECT_EQ(note_refusal("a\n\n- name AAAAAAA=\n"), NoteRefusal::malformed_signature);
    EXPECT_EQ(note_refusal("a\n\n\u2014 name\n"), NoteRefusal::malformed_signature);
    EXPECT_EQ(note_refusal("a\n\n\u2014 name AAAAAA==\n"), NoteRefusal::malformed_signature);
    EXPECT_EQ(note_refusal("a\n\n\u2014 na+me AAAAAAA=\n"), NoteRefusal::malformed_signature);
    EXPECT_EQ(note_refusal("a\n\n\u2014  AAAAAAA=\n"), NoteRefusal::malformed_signature);
    EXPECT_TRUE(parse_note("a\n\n\u2014 name AAAAAAA=\n"));
    std::string many;
    for (int i = 0; i < 65; ++i)
        many += line;
    EXPECT_EQ(note_refusal("a\n\n" + many), NoteRefusal::too_many_signatures);
    EXPECT_TRUE(parse_note("a\n\n" + many.substr(line.size())));
}

TEST(SignedNote, SignsOnlyWhatMayBeANote)
{
    EXPECT_THROW((void)sign_note("no end", verifier_of(1), key_of(1)), Bug);
    EXPECT_THROW((void)sign_note("tab\t\n", verifier_of(1), key_of(1)), Bug);
    EXPECT_THROW((void)sign_note("a\n", verifier_of(1), key_of(2)), Bug);
}

TEST(NoteVerifier, RefusesANameThatMayNotBeOneAndATextFormThatWasChanged)
{
    const PublicKey key = key_of(1).public_key();
    for (const char* name : {"", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\nb", "\xc3"})
        EXPECT_FALSE(NoteVerifier::make(name, key)) << name;
    EXPECT_TRUE(NoteVerifier::make("se\u00f1al.example/1", key));

    std::string wrong_id(published_vkey);
    wrong_id[13] = 'd';
    EXPECT_FALSE(NoteVerifier::parse(wrong_id));
    std::string other_name(published_vkey);
    other_name[0] = 'Q';
    EXPECT_FALSE(NoteVerifier::parse(other_name));
    const std::string text = verifier_of(1).text();
    const std::string cosigner_key = to_base64(Bytes(33, 4));
    EXPECT_FALSE(NoteVerifier::parse("name"));
    EXPECT_FALSE(NoteVerifier::parse("name+00000000"));
    EXPECT_FALSE(NoteVerifier::parse("name+00000000+"));
    EXPECT_FALSE(NoteVerifier::parse("name+00000000+" + cosigner_key));
    EXPECT_FALSE(NoteVerifier::parse(text + "A"));
    EXPECT_TRUE(NoteVerifier::parse(text));
}

TEST(Checkpoint, IsOriginSizeAndRootOnALineEach)
{
    EXPECT_EQ(checkpoint_text({"example.com/log", {0, empty_root()}}),
              "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
}

TEST(Checkpoint, IsBelievedOnlyWithTheLogsSignature)
{
    const auto opened = open_checkpoint(example_note(), verifier_of(1));
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, example_checkpoint());
    EXPECT_EQ(open_checkpoint(example_note(), verifier_of(2)).error(),
              CheckpointRefusal::not_signed);
    std::string changed = example_note();
    changed[changed.find("1234")] = '2';
    EXPECT_EQ(open_checkpoint(changed, verifier_of(1)).error(), CheckpointRefusal::bad_signature);
    EXPECT_EQ(open_checkpoint("1234", verifier_of(1)).error(), CheckpointRefusal::not_a_note);
    EXPECT_EQ(
        open_checkpoint(sign_note("hello\n", verifier_of(1), key_of(1)), verifier_of(1)).error(),
        CheckpointRefusal::malformed);
}

TEST(Checkpoint, TextOfAnyOtherFormIsRefused)
{
    const std::string root = to_base64(sha256("root").bytes());
    EXPECT_TRUE(parse_checkpoint_text("o\n0\n" + root + "\n"));
    EXPECT_TRUE(parse_checkpoint_text("o\n9223372036854775807\n" + root + "\n"));
    for (const char* size :
         {"", "00", "01", "+1", "-1", " 1", "1 ", "0x1", "1e3", "9223372036854775808", "one"})
        EXPECT_EQ(text_refusal(std::string("o\n") + size + "\n" + root + "\n"),
                  CheckpointRefusal::malformed)
            << size;
    EXPECT_EQ(text_refusal("\n1\n" + root + "\n"), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n" + root), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n"), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n" + root.substr(4) + "\n"), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n" + root + " \n"), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n" + root + "\n\n"), CheckpointRefusal::malformed);
    EXPECT_EQ(text_refusal("o\n1\n" + root + "\nmore\n"), CheckpointRefusal::extension_lines);
}

TEST(Checkpoint, AnotherLogsOriginIsRefusedEvenUnderTheRightSignature)
{
    const Checkpoint other{"other.example", {1, sha256("root")}};
    const std::string note = sign_note(checkpoint_text(other), verifier_of(1), key_of(1));
    EXPECT_EQ(open_checkpoint(note, verifier_of(1)).error(), CheckpointRefusal::other_origin);
    EXPECT_THROW((void)sign_checkpoint(other, verifier_of(1), key_of(1)), Bug);
}

TEST(Checkpoint, AnyByteChangedInTheNoteIsNoticed)
{
    const std::string note = example_note();
    for (std::size_t at = 0; at < note.size(); ++at) {
        std::string changed = note;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(open_checkpoint(changed, verifier_of(1))) << at;
    }
}

// RFC 8032 section 7.1, tests 1 and 2.
TEST(Ed25519, GivesTheSignaturesOfRfc8032)
{
    struct Vector
    {
        const char* seed;
        const char* key;
        const char* message;
        const char* signature;
    };
    constexpr std::array<Vector, 2> vectors{{
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
         "1cf9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
         "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    }};
    for (const Vector& vector : vectors) {
        const auto key =
            SigningKey::from_seed(SecretKey::from_bytes(from_hex(vector.seed).value()).value());
        const Bytes message = from_hex(vector.message).value();
        EXPECT_EQ(to_hex(key.public_key().bytes()), vector.key);
        EXPECT_EQ(to_hex(key.sign(message)), vector.signature);
        EXPECT_TRUE(verify(key.public_key(), message, key.sign(message)));
    }
}

TEST(Ed25519, AChangedMessageSignatureOrKeyDoesNotVerify)
{
    const SigningKey key = key_of(1);
    const Bytes message{1, 2, 3};
    const Signature signature = key.sign(message);
    for (std::size_t at = 0; at < signature.size(); ++at) {
        Signature changed = signature;
        changed[at] ^= 1;
        EXPECT_FALSE(verify(key.public_key(), message, changed)) << at;
    }
    EXPECT_FALSE(verify(key.public_key(), Bytes{1, 2}, signature));
    EXPECT_FALSE(verify(key_of(2).public_key(), message, signature));
    EXPECT_FALSE(verify(key.public_key(), message, ByteView(signature).first(63)));
    EXPECT_FALSE(PublicKey::from_bytes(Bytes(31)));
}

} // namespace evenhand::crypto::signed_note_test
