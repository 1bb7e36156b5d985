namespace ModelRegistry.Seeding.Tests;

/// <summary>
/// What a mask covers, to the character: where a secret begins and ends, how much of one counts, and which escapes are undone.
/// </summary>
public sealed class SecretMaskTests
{
    [Theory]
    // Lines of a secret from eight characters on, whatever ends them.
    [InlineData("12345678\nabcdefg", "x 12345678 y abcdefg z", "x *** y abcdefg z")]
    [InlineData("abcdefg\r12345678", "x 12345678 y abcdefg z", "x *** y abcdefg z")]
    [InlineData("12345678\r\n87654321\n", "87654321, 12345678", "***, ***")]
    [InlineData("abc\ndef", "abc def, abc, def", "***, abc, def")]
    // Where a message was cut off, from eight characters on.
    [InlineData("0123456789", "01234567… and so on", "***… and so on")]
    [InlineData("0123456789", "0123456… and so on", "0123456… and so on")]
    [InlineData("0123456789", "01234567", "***")]
    [InlineData("0123456789", "0123456", "0123456")]
    [InlineData("0123456789", "01234567 89", "01234567 89")]
    [InlineData("0123456789", "01234567… 0123456789 01234567", "***… *** ***")]
    [InlineData("01234567…9", "01234567…", "***")]
    // Next to each other, within each other, and from the first character to the last.
    [InlineData("abc", "abcabc", "***")]
    [InlineData("abc", "abc abc", "*** ***")]
    [InlineData("abc", "aabcc", "a***c")]
    [InlineData("abc", "ababc", "ab***")]
    [InlineData("aab", "aaab", "a***")]
    [InlineData("abac", "ababac", "ab***")]
    [InlineData("abcabd", "abcabcabd", "abc***")]
    [InlineData("abc", "ABC ab c bc", "ABC ab c bc")]
    // Control characters count as spaces, on both sides.
    [InlineData("a\u0007b", "a b", "***")]
    [InlineData("a b", "a\nb", "***")]
    public void A_mask_covers_just_the_secret(string secret, string text, string shown) =>
        Assert.Equal(shown, SecretMask.Of([secret]).Hide(text));

    [Theory]
    // Every escape of JSON, and what only looks like one.
    [InlineData("<a b>", "<a\\bb>", "***")]
    [InlineData("<a b>", "<a\\fb>", "***")]
    [InlineData("<a b>", "<a\\nb>", "***")]
    [InlineData("<a b>", "<a\\rb>", "***")]
    [InlineData("<a b>", "<a\\tb>", "***")]
    [InlineData("<a/b>", "-<a\\/b>-", "-***-")]
    [InlineData("<a\"b>", "-<a\\\"b>-", "-***-")]
    [InlineData("<a\\b>", "-<a\\\\b>-", "-***-")]
    [InlineData("<a\\xb>", "-<a\\xb>-", "-***-")]
    [InlineData("<axb>", "<a\\xb>", "<a\\xb>")]
    [InlineData("<é>", "-\\u003c\\u00e9\\u003E-", "-***-")]
    [InlineData("<\\u00e>", "-<\\u00e>-", "-***-")]
    [InlineData("\\u12", "-\\u12", "-***")]
    [InlineData("<\\u12g4>", "-<\\u12g4>-", "-***-")]
    [InlineData("<a b>", "<a\\u0007b>", "***")]
    [InlineData("a", "\\u0061", "***")]
    [InlineData("a", "\\\\u0061", "***")]
    [InlineData("<\n>", "\\u003c\\\\n\\u003e", "***")]
    // Every length of UTF-8 in a URL, and what only looks like an escape.
    [InlineData("aß€😀z", "?a%c3%9F%e2%82%ac%F0%9f%98%80z&", "?***&")]
    [InlineData("abcde", "?%61%62%63%64%65&", "?***&")]
    [InlineData("%zz", "?%zz", "?***")]
    [InlineData("<%4", "?%3C%4", "?***")]
    [InlineData("<%c3", "?%3c%c3", "?***")]
    [InlineData("<%ff>", "?%3c%ff%3e", "?***")]
    [InlineData("<\ufffd>", "?%3c%ff%3e", "?%3c%ff%3e")]
    [InlineData("<%F0%9F>", "?%3C%F0%9F%3E", "?***")]
    [InlineData("a b", "a%0ab", "***")]
    public void A_mask_undoes_escapes(string secret, string text, string shown) => Assert.Equal(shown, SecretMask.Of([secret]).Hide(text));

    [Fact]
    public void A_text_without_secrets_is_the_same_text()
    {
        string text = new([.. "nothing to hide"]);
        Assert.Same(text, SecretMask.Of(["secret"]).Hide(text));
        Assert.Same(text, SecretMask.None.Hide(text));
        Assert.Equal("", SecretMask.Of(["secret"]).Hide(""));
    }

    [Fact]
    public void A_mask_of_nothing_hides_nothing()
    {
        Assert.Same(SecretMask.None, SecretMask.Of([]));
        Assert.Same(SecretMask.None, SecretMask.Of(["", ""]));
        Assert.Equal("b ***", SecretMask.Of(["", "a"]).Hide("b a"));
    }

    [Fact]
    public void Several_secrets_are_hidden_each()
    {
        Assert.Equal("*** and ***, not three", SecretMask.Of(["one", "two", "one"]).Hide("one and two, not three"));
        Assert.Equal("***", SecretMask.Of(["one", "two"]).Hide("onetwo"));
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        Assert.Throws<ArgumentNullException>("secrets", () => SecretMask.Of(null!));
        Assert.Throws<ArgumentNullException>("secret", () => SecretMask.Of([null!]));
        Assert.Throws<ArgumentNullException>("text", () => SecretMask.None.Hide(null!));
    }
}
